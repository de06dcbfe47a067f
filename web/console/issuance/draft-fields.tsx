import type { TypeDefinition } from "@liangzheng/contract";
import type { UseFormReturn } from "react-hook-form";
import { useSession } from "../../api/index.ts";
import {
  Button,
  Card,
  Checkbox,
  classNames,
  DateField,
  TextField,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { domainText } from "../domain-words.ts";
import { fieldLabel } from "../fault-words.ts";
import { type DraftValues, filledIn, lastDay } from "./draft-values.ts";
import { FaceInput } from "./face-input.tsx";
import { HolderInputs } from "./holder-inputs.tsx";
import styles from "./issuance.module.css";
import { issuanceText } from "./issuance-words.ts";

const c = classNames(styles);

interface DraftFieldsProps {
  readonly definition: TypeDefinition;
  readonly form: UseFormReturn<DraftValues>;
}

/** The form of any licence, made from its type's definition: a new type needs no new form. */
export function DraftFields({ definition, form }: DraftFieldsProps) {
  const { form: text } = useText(issuanceText);
  const { register } = form;
  return (
    <>
      <Card title={text.holder}>
        <HolderInputs definition={definition} form={form} />
      </Card>
      <Card title={text.dates}>
        <TextField
          label={text.number}
          hint={text.numberHint(definition.number.rule, definition.number.example)}
          look="number"
          spellCheck={false}
          {...register("number")}
        />
        <div className={c("pair")}>
          <DateField label={text.issuedOn} {...register("issuedOn")} />
          <DateField label={text.validFrom} optional {...register("validFrom")} />
        </div>
        <Terms definition={definition} form={form} />
      </Card>
      <Card title={text.face}>
        <div className={c("pair")}>
          {definition.fields.map((field) => (
            <div
              key={field.id}
              className={c((field.kind === "long-text" || field.kind === "photo") && "whole")}
            >
              {field.from === undefined ? (
                <FaceInput field={field} form={form} />
              ) : (
                <FilledIn field={field} form={form} />
              )}
            </div>
          ))}
        </div>
      </Card>
    </>
  );
}

/** The end of the licence: a day, or none where the type allows it, with the type's own terms one press away. */
function Terms({ definition, form }: DraftFieldsProps) {
  const { form: text } = useText(issuanceText);
  const words = useText(domainText);
  const { register, watch, setValue } = form;
  const forever = watch("forever");
  const from = watch("validFrom") || watch("issuedOn");
  const mayBeForever = definition.validity.some(({ unit }) => unit === "forever");
  const terms = definition.validity.filter(({ unit }) => unit !== "forever");
  return (
    <>
      {mayBeForever && terms.length === 0 ? (
        <TextField label={text.validTo} readOnly value={words.forever} />
      ) : (
        <DateField label={text.validTo} {...register("validTo")} disabled={forever} />
      )}
      {mayBeForever && terms.length > 0 && <Checkbox label={text.forever} {...register("forever")} />}
      {terms.length > 0 && !forever && (
        <div className={c("terms")}>
          <span>{text.terms}</span>
          {terms.map(({ unit, count }) => (
            <Button
              key={`${count}${unit}`}
              size="small"
              disabled={!from || unit === "forever"}
              onClick={() => {
                if (unit !== "forever")
                  setValue("validTo", lastDay(from, unit, count), { shouldDirty: true });
              }}
            >
              {words.validity(count, words.units[unit])}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

function FilledIn({
  field,
  form,
}: {
  field: TypeDefinition["fields"][number];
  form: UseFormReturn<DraftValues>;
}) {
  const { form: text } = useText(issuanceText);
  const { froms } = useText(domainText);
  const language = useLanguage();
  const unit = useSession().session?.organ?.name ?? "";
  const value = filledIn(field, form.watch(), unit);
  return (
    <TextField
      label={fieldLabel(field, language)}
      name={`fields.${field.id}`}
      readOnly
      value={value}
      source={text.filledFrom(field.from ? froms[field.from] : "")}
    />
  );
}
