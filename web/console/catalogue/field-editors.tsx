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
import styles from "./catalogue.module.css";
import { catalogueText } from "./catalogue-words.ts";
import { emptyField, parseCodes, type TypeValues } from "./type-values.ts";

const c = classNames(styles);

/** The fields of a type: add, remove, reorder by buttons, so that it needs no mouse. */
export function FieldEditors({ form }: { form: UseFormReturn<TypeValues> }) {
  const { editor: text } = useText(catalogueText);
  const { fields, append, remove, swap } = useFieldArray({ control: form.control, name: "fields" });
  return (
    <Card title={text.fieldsTitle}>
      {fields.map((field, at) => {
        const label = form.watch(`fields.${at}.label`) || text.field(at + 1);
        return (
          <section key={field.id} className={c("fieldCard")} aria-label={label}>
            <div className={c("fieldHead")}>
              <h3 className={c("fieldTitle")}>
                {at + 1}. {label}
              </h3>
              <div className={c("fieldButtons")}>
                <IconButton
                  icon="chevron-up"
                  label={text.up(label)}
                  disabled={at === 0}
                  onClick={() => swap(at, at - 1)}
                />
                <IconButton
                  icon="chevron-down"
                  label={text.down(label)}
                  disabled={at === fields.length - 1}
                  onClick={() => swap(at, at + 1)}
                />
                <IconButton
                  icon="trash"
                  label={text.remove(label)}
                  disabled={fields.length === 1}
                  onClick={() => remove(at)}
                />
              </div>
            </div>
            <FieldEditor form={form} at={at} />
          </section>
        );
      })}
      {fields.length < 60 && (
        <div>
          <Button icon="plus" onClick={() => append(emptyField())}>
            {text.addField}
          </Button>
        </div>
      )}
    </Card>
  );
}

function FieldEditor({ form, at }: { form: UseFormReturn<TypeValues>; at: number }) {
  const { editor: text } = useText(catalogueText);
  const words = useText(domainText);
  const { rules } = useText(faultText);
  const { register, watch } = form;
  const name = `fields.${at}` as const;
  const kind = watch(`${name}.kind`);
  const open = watch(`${name}.sensitivity`) === "P0";
  return (
    <>
      <div className={c("grid")}>
        <TextField
          label={text.fieldLabel}
          {...register(`${name}.label`, {
            required: rules.required(`${text.field(at + 1)} ${text.fieldLabel}`),
          })}
        />
        <TextField
          label={text.fieldLabelEn}
          {...register(`${name}.labelEn`, {
            required: rules.required(`${text.field(at + 1)} ${text.fieldLabelEn}`),
          })}
        />
        <TextField
          label={text.fieldId}
          look="number"
          spellCheck={false}
          {...register(`${name}.id`, {
            validate: (id, { fields }) =>
              (/^[A-Z][A-Z0-9]{0,31}$/.test(id) || text.fieldIdBad) &&
              (fields.filter((one) => one.id === id).length === 1 || text.fieldIdTwice),
          })}
        />
        <SelectField
          label={text.fieldKind}
          placeholder={null}
          options={optionsOf(words.fieldKinds)}
          {...register(`${name}.kind`)}
        />
        {(kind === "text" || kind === "long-text" || kind === "number") && (
          <TextField
            label={text.maxLength}
            optional
            inputMode="numeric"
            look="number"
            {...register(`${name}.maxLength`, {
              validate: (length) =>
                length === "" ||
                (/^[1-9]\d{0,4}$/.test(length) && Number(length) <= 10_000) ||
                text.maxLengthBad,
            })}
          />
        )}
        <SelectField
          label={text.from}
          placeholder={text.none}
          options={optionsOf(words.froms)}
          {...register(`${name}.from`)}
        />
        <SelectField
          label={text.sensitivity}
          placeholder={null}
          options={optionsOf(words.sensitivities)}
          {...register(`${name}.sensitivity`)}
        />
        <SelectField
          label={text.mask}
          placeholder={text.none}
          disabled={open}
          {...(open && { hint: text.maskPublic })}
          options={optionsOf(words.masks)}
          {...register(`${name}.mask`)}
        />
        {kind === "text" && (
          <SelectField
            label={text.check}
            placeholder={text.none}
            options={optionsOf(words.checks)}
            {...register(`${name}.check`)}
          />
        )}
        <SelectField
          label={text.object}
          placeholder={text.none}
          options={optionsOf(words.objects)}
          {...register(`${name}.object`)}
        />
      </div>
      {kind === "code" && (
        <TextArea
          label={text.codes}
          hint={text.codesHint}
          {...register(`${name}.codes`, {
            validate: (codes) => parseCodes(codes) !== undefined || text.codesBad,
          })}
        />
      )}
      <Checkbox label={text.required} {...register(`${name}.required`)} />
      <Checkbox label={text.printed} {...register(`${name}.printed`)} />
    </>
  );
}
