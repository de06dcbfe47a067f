import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { Card, Checkbox, classNames, SelectField, TextArea, TextField, useText } from "../../ui/index.ts";
import { domainText, optionsOf } from "../domain-words.ts";
import { faultText } from "../fault-words.ts";
import styles from "./catalogue.module.css";
import { catalogueText } from "./catalogue-words.ts";
import { OrderedEditors } from "./ordered-editors.tsx";
import { emptyField, parseCodes, type TypeValues } from "./type-values.ts";

const c = classNames(styles);
/** As the contract has it. */
const mostFields = 60;

/** The fields of a type. */
export function FieldEditors({ form }: { form: UseFormReturn<TypeValues> }) {
  const { editor: text } = useText(catalogueText);
  const list = useFieldArray({ control: form.control, name: "fields" });
  return (
    <Card title={text.fieldsTitle}>
      <OrderedEditors
        list={list}
        labelOf={(at) => form.watch(`fields.${at}.label`) || text.field(at + 1)}
        most={mostFields}
        add={{ label: text.addField, onAdd: () => list.append(emptyField()) }}
      >
        {(at) => <FieldEditor form={form} at={at} />}
      </OrderedEditors>
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
