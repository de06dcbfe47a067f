import type { TypeDefinition } from "@liangzheng/contract";
import { birthDateOf, isCitizenNumber, sexOf } from "@liangzheng/ident";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import {
  Button,
  classNames,
  IconButton,
  RadioGroup,
  SelectField,
  TextField,
  useFormats,
  useText,
} from "../../ui/index.ts";
import { CODE_TYPES, type HolderKind } from "../codes.ts";
import { domainText, wordFor } from "../domain-words.ts";
import { faultText } from "../fault-words.ts";
import { holderCheck, passes } from "./check-content.ts";
import { type DraftValues, emptyHolder } from "./draft-values.ts";
import styles from "./issuance.module.css";
import { issuanceText } from "./issuance-words.ts";

const c = classNames(styles);

interface HolderInputsProps {
  readonly definition: TypeDefinition;
  readonly form: UseFormReturn<DraftValues>;
}

export function HolderInputs({ definition, form }: HolderInputsProps) {
  const { form: text } = useText(issuanceText);
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "holders" });
  return (
    <>
      {fields.map((field, at) => (
        <div key={field.id} className={c("holder")}>
          {fields.length > 1 && (
            <div className={c("holderHead")}>
              <h3 className={c("holderTitle")}>{text.holderAt(at + 1)}</h3>
              <IconButton icon="trash" label={text.removeHolder(at + 1)} onClick={() => remove(at)} />
            </div>
          )}
          <HolderInput definition={definition} form={form} at={at} />
        </div>
      ))}
      {definition.severalHolders && fields.length < 20 && (
        <div>
          <Button icon="plus" onClick={() => append(emptyHolder(definition))}>
            {text.addHolder}
          </Button>
        </div>
      )}
    </>
  );
}

function HolderInput({ definition, form, at }: HolderInputsProps & { at: number }) {
  const { form: text } = useText(issuanceText);
  const words = useText(domainText);
  const { rules } = useText(faultText);
  const { register, watch, setValue } = form;
  const holder = watch(`holders.${at}`);
  const kind: HolderKind = holder?.kind === "person" ? "person" : "organisation";
  const codeType = holder?.codeType ?? "";
  const code = (holder?.code ?? "").trim().toUpperCase();
  const check = holderCheck(codeType);
  const whole = check !== undefined && code.length >= 18;
  const right = whole && passes(check, code);
  return (
    <>
      {definition.holders === "either" && (
        <RadioGroup
          legend={text.kind}
          look="segments"
          options={(["organisation", "person"] as const).map((value) => ({
            value,
            label: words.holderKinds[value],
          }))}
          {...register(`holders.${at}.kind`, {
            onChange: (event: { target: { value: HolderKind } }) =>
              setValue(`holders.${at}.codeType`, CODE_TYPES[event.target.value][0]),
          })}
        />
      )}
      <div className={c("pair")}>
        <SelectField
          label={text.codeType}
          placeholder={null}
          options={CODE_TYPES[kind].map((value) => ({ value, label: wordFor(words.codeTypes, value) }))}
          {...register(`holders.${at}.codeType`)}
        />
        <TextField
          label={text.code}
          look="number"
          spellCheck={false}
          {...(whole && !right && { error: rules[check](text.code) })}
          {...(right && { source: <CodeRight code={code} /> })}
          {...register(`holders.${at}.code`)}
        />
        <div className={c("whole")}>
          <TextField label={text.holderName[kind]} {...register(`holders.${at}.name`)} />
        </div>
      </div>
    </>
  );
}

/** What the number itself says, so that a slip shows before the person's name is typed. */
function CodeRight({ code }: { code: string }) {
  const { form: text } = useText(issuanceText);
  const formats = useFormats();
  return (
    <span className={c("right")}>
      {text.codeRight}
      {isCitizenNumber(code) && ` · ${text.born(formats.date(birthDateOf(code)), text[sexOf(code)])}`}
    </span>
  );
}
