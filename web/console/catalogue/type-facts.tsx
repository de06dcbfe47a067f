import { isTypeCode, isUscc } from "@liangzheng/ident";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import {
  Button,
  Card,
  Checkbox,
  classNames,
  IconButton,
  SelectField,
  TextArea,
  TextField,
  useText,
} from "../../ui/index.ts";
import { domainText, optionsOf } from "../domain-words.ts";
import { faultText } from "../fault-words.ts";
import { matches } from "../issuance/check-content.ts";
import styles from "./catalogue.module.css";
import { catalogueText } from "./catalogue-words.ts";
import { JointSealingEditor } from "./joint-sealing/joint-sealing-editor.tsx";
import type { TypeValues } from "./type-values.ts";

const c = classNames(styles);

interface TypeFactsProps {
  readonly form: UseFormReturn<TypeValues>;
  readonly isNew: boolean;
}

/** Everything of a type but its fields. */
export function TypeFacts({ form, isNew }: TypeFactsProps) {
  const { editor: text } = useText(catalogueText);
  const { rules } = useText(faultText);
  const words = useText(domainText);
  const { register, watch } = form;
  const required = (label: string) => ({ required: rules.required(label) });
  const { national: _, ...levels } = words.levels;
  return (
    <>
      <Card title={text.general}>
        {isNew && (
          <TextField
            label={text.key}
            hint={text.keyHint}
            spellCheck={false}
            {...register("typeKey", { validate: (key) => /^[a-z][a-z0-9-]{2,63}$/.test(key) || text.keyBad })}
          />
        )}
        <div className={c("grid")}>
          <TextField label={text.name} {...register("name", required(text.name))} />
          <TextField label={text.nameEn} {...register("nameEn", required(text.nameEn))} />
          <SelectField
            label={text.level}
            placeholder={null}
            options={optionsOf(levels)}
            {...register("level")}
          />
          <SelectField
            label={text.kind}
            placeholder={null}
            options={optionsOf(words.typeKinds)}
            {...register("kind")}
          />
          <TextField
            label={text.definingOrganName}
            {...register("definingOrganName", required(text.definingOrganName))}
          />
          <TextField
            label={text.definingOrganCode}
            look="number"
            {...register("definingOrganCode", {
              validate: (code) => isUscc(code) || rules.uscc(text.definingOrganCode),
            })}
          />
          <div className={c("whole")}>
            <TextField
              label={text.code}
              hint={text.codeHint}
              look="number"
              spellCheck={false}
              {...register("code", { validate: (code) => isTypeCode(code) || rules.other(text.code) })}
            />
          </div>
        </div>
        <Checkbox label={text.placeholder} {...register("codeIsPlaceholder")} />
        <TextArea label={text.basis} limit={300} rows={2} {...register("basis", required(text.basis))} />
      </Card>
      <Card title={text.holdersTitle}>
        <SelectField
          label={text.holders}
          placeholder={null}
          options={optionsOf(words.holders)}
          {...register("holders")}
        />
        <Checkbox label={text.severalHolders} {...register("severalHolders")} />
        {watch("severalHolders") && (
          <Checkbox label={text.oneHolderMayShow} {...register("oneHolderMayShow")} />
        )}
        <Checkbox label={text.onePerHolder} {...register("onePerHolder")} />
        <Checkbox label={text.secondPerson} {...register("secondPerson")} />
        <Terms form={form} />
      </Card>
      <Card title={text.numberTitle}>
        <TextField label={text.numberRule} {...register("number.rule", required(text.numberRule))} />
        <div className={c("grid")}>
          <TextField
            label={text.numberPattern}
            look="number"
            spellCheck={false}
            {...register("number.pattern", { validate: (pattern) => isPattern(pattern) || text.patternBad })}
          />
          <TextField
            label={text.numberExample}
            look="number"
            {...register("number.example", {
              validate: (example, { number }) =>
                (example !== "" && matches(number.pattern, example)) || text.exampleBad,
            })}
          />
        </div>
        <div className={c("grid")}>
          {(["onChange", "onRenewal", "onReplacement"] as const).map((rule) => (
            <SelectField
              key={rule}
              label={text[rule]}
              placeholder={null}
              options={optionsOf(words.versionRules)}
              {...register(rule)}
            />
          ))}
        </div>
      </Card>
      {watch("origin") === "made-here" && <JointSealingEditor form={form} />}
      <Card title={text.templateTitle}>
        <p>{isNew ? text.templateNew : text.templateNote}</p>
      </Card>
    </>
  );
}

function isPattern(pattern: string): boolean {
  try {
    return pattern !== "" && new RegExp(`^(?:${pattern})$`, "u") !== null;
  } catch {
    return false;
  }
}

function Terms({ form }: { form: UseFormReturn<TypeValues> }) {
  const { editor: text } = useText(catalogueText);
  const { rules } = useText(faultText);
  const { units } = useText(domainText);
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "validity" });
  return (
    <section className={c("terms")} aria-label={text.validity}>
      {fields.map((field, at) => (
        <div key={field.id} className={c("term")}>
          <TextField
            label={text.validityCount(at + 1)}
            inputMode="numeric"
            look="number"
            disabled={form.watch(`validity.${at}.unit`) === "forever"}
            {...form.register(`validity.${at}.count`, {
              validate: (count, { validity }) =>
                validity[at]?.unit === "forever" ||
                /^[1-9]\d{0,2}$/.test(count) ||
                rules.number(text.validityCount(at + 1)),
            })}
          />
          <SelectField
            label={text.validityUnit(at + 1)}
            placeholder={null}
            options={optionsOf(units)}
            {...form.register(`validity.${at}.unit`)}
          />
          {fields.length > 1 && (
            <IconButton icon="trash" label={text.removeValidity(at + 1)} onClick={() => remove(at)} />
          )}
        </div>
      ))}
      <Button icon="plus" size="small" onClick={() => append({ unit: "year", count: "1" })}>
        {text.addValidity}
      </Button>
    </section>
  );
}
