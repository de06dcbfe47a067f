import type { TypeDefinition } from "@liangzheng/contract";
import type { UseFormReturn } from "react-hook-form";
import { DateField, SelectField, TextArea, TextField, useLanguage, useText } from "../../ui/index.ts";
import { faultText, fieldLabel } from "../fault-words.ts";
import { passes } from "./check-content.ts";
import type { DraftValues } from "./draft-values.ts";
import { PhotoInput } from "./photo-input.tsx";

interface FaceInputProps {
  readonly field: TypeDefinition["fields"][number];
  readonly form: UseFormReturn<DraftValues>;
}

/** Complete lengths at which a check can speak while somebody still types. */
const WHOLE = { "citizen-number": 18, uscc: 18, vin: 17, division: 12 } as const;

/** The input that fits a face field. */
export function FaceInput({ field, form }: FaceInputProps) {
  const language = useLanguage();
  const { rules } = useText(faultText);
  const name = `fields.${field.id}` as const;
  const label = fieldLabel(field, language);
  const shared = { label, ...(!field.required && { optional: true }) };
  const value = form.watch(name) ?? "";
  switch (field.kind) {
    case "photo":
      return (
        <PhotoInput
          {...shared}
          name={name}
          value={value}
          onChange={(photo) => form.setValue(name, photo, { shouldDirty: true })}
        />
      );
    case "code":
      return (
        <SelectField {...shared} options={codeOptions(field.codes)} value={value} {...form.register(name)} />
      );
    case "long-text":
      return (
        <TextArea
          {...shared}
          {...(field.maxLength !== null && { limit: field.maxLength })}
          {...form.register(name)}
        />
      );
    case "date":
      return <DateField {...shared} {...form.register(name)} />;
    case "datetime":
      return <TextField {...shared} type="datetime-local" look="number" {...form.register(name)} />;
    case "number":
      return <TextField {...shared} look="number" inputMode="decimal" {...form.register(name)} />;
    case "text": {
      const typed = value.trim().toUpperCase();
      const wrong = field.check && typed.length >= WHOLE[field.check] && !passes(field.check, typed);
      return (
        <TextField
          {...shared}
          {...(field.check && { look: "number" as const, spellCheck: false })}
          {...(wrong && field.check && { error: rules[field.check](label) })}
          {...form.register(name, field.check ? { setValueAs: tidy } : {})}
        />
      );
    }
  }
}

const tidy = (text: unknown): string =>
  String(text ?? "")
    .trim()
    .toUpperCase();

/** A code that equals its words says them once. */
function codeOptions(codes: Readonly<Record<string, string>> | undefined) {
  return Object.entries(codes ?? {})
    .sort(([a], [b]) => a.localeCompare(b, "zh-CN", { numeric: true }))
    .map(([value, label]) => ({ value, label: value === label ? label : `${value} ${label}` }));
}
