import { type UseFormReturn, useFieldArray } from "react-hook-form";
import {
  Button,
  Card,
  Checkbox,
  classNames,
  IconButton,
  RadioGroup,
  SelectField,
  TextField,
  useText,
} from "../../../ui/index.ts";
import { domainText, optionsOf } from "../../domain-words.ts";
import { faultText } from "../../fault-words.ts";
import styles from "../catalogue.module.css";
import { catalogueText } from "../catalogue-words.ts";
import type { TypeValues } from "../type-values.ts";
import { areDays, mostParties, newParty, standsTwice } from "./joint-sealing-values.ts";
import { jointText } from "./joint-sealing-words.ts";
import { OrganChoice } from "./organ-choice.tsx";

const c = classNames(styles);

interface EditorProps {
  readonly form: UseFormReturn<TypeValues>;
}

/** Whose seals the licences of a type bear besides their issuer's. */
export function JointSealingEditor({ form }: EditorProps) {
  const text = useText(jointText);
  const { register, watch } = form;
  const on = watch("jointSealing.on");
  return (
    <Card title={text.title}>
      <Checkbox
        label={text.on}
        hint={text.onHint}
        {...register("jointSealing.on", {
          validate: (joint, { holderSeals }) => !joint || !holderSeals || text.withHolderSeals,
        })}
      />
      {on && (
        <>
          <RadioGroup
            legend={text.order}
            options={optionsOf(text.orders).map((option) => ({
              ...option,
              hint: text.orderHints[option.value as keyof typeof text.orderHints],
            }))}
            {...register("jointSealing.order")}
          />
          <TextField
            label={text.days}
            hint={text.daysHint}
            inputMode="numeric"
            look="number"
            after={text.daysAfter}
            {...register("jointSealing.deadlineDays", {
              validate: (days) => areDays(days) || text.daysBad,
            })}
          />
          <Parties form={form} />
        </>
      )}
    </Card>
  );
}

function Parties({ form }: EditorProps) {
  const text = useText(jointText);
  const { editor } = useText(catalogueText);
  const name = "jointSealing.parties";
  const { fields, append, remove, swap } = useFieldArray({ control: form.control, name });
  return (
    <section className={c("parties")} aria-label={text.parties}>
      {fields.map((field, at) => {
        const label = form.watch(`jointSealing.parties.${at}.role`) || text.party(at + 1);
        return (
          <section key={field.id} className={c("fieldCard")} aria-label={label}>
            <div className={c("fieldHead")}>
              <h3 className={c("fieldTitle")}>
                {at + 1}. {label}
              </h3>
              <div className={c("fieldButtons")}>
                <IconButton
                  icon="chevron-up"
                  label={editor.up(label)}
                  disabled={at === 0}
                  onClick={() => swap(at, at - 1)}
                />
                <IconButton
                  icon="chevron-down"
                  label={editor.down(label)}
                  disabled={at === fields.length - 1}
                  onClick={() => swap(at, at + 1)}
                />
                <IconButton
                  icon="trash"
                  label={editor.remove(label)}
                  disabled={fields.length === 1}
                  onClick={() => remove(at)}
                />
              </div>
            </div>
            <PartyEditor form={form} at={at} />
          </section>
        );
      })}
      {fields.length < mostParties && (
        <div>
          <Button icon="plus" onClick={() => append(newParty(form.getValues(name)))}>
            {text.addParty}
          </Button>
        </div>
      )}
    </section>
  );
}

function PartyEditor({ form, at }: EditorProps & { readonly at: number }) {
  const text = useText(jointText);
  const { rules } = useText(faultText);
  const { levels } = useText(domainText);
  const { register, watch } = form;
  const name = `jointSealing.parties.${at}` as const;
  const { by, code } = watch(`${name}.organ`);
  const said = (label: string): string => `${text.party(at + 1)} ${label}`;
  const words = (label: string, most: number) => ({
    validate: (value: string) =>
      value.trim() === ""
        ? rules.required(said(label))
        : value.trim().length <= most || text.tooLong(said(label), most),
  });
  const { national: _, ...bodyLevels } = levels;
  return (
    <>
      <div className={c("grid")}>
        <TextField
          label={text.role}
          hint={text.roleHint}
          {...register(`${name}.role`, words(text.role, 60))}
        />
        <TextField
          label={text.roleEn}
          hint={text.roleEnHint}
          {...register(`${name}.roleEn`, words(text.roleEn, 80))}
        />
      </div>

      <SelectField
        label={text.by}
        placeholder={null}
        hint={text.byHints[by]}
        options={optionsOf(text.bys)}
        {...register(`${name}.organ.by`)}
      />
      {by === "code" && (
        <OrganChoice
          chosen={code}
          {...register(`${name}.organ.code`, {
            validate: (organ, { jointSealing }) =>
              organ === ""
                ? rules.choose(said(text.organ))
                : !standsTwice(jointSealing.parties, organ) || text.twice,
          })}
        />
      )}
      {by === "level" && (
        <SelectField
          label={text.level}
          placeholder={null}
          options={optionsOf(bodyLevels)}
          {...register(`${name}.organ.level`)}
        />
      )}
    </>
  );
}
