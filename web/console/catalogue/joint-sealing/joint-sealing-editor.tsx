import { type UseFormReturn, useFieldArray } from "react-hook-form";
import {
  Card,
  Checkbox,
  classNames,
  RadioGroup,
  SelectField,
  TextField,
  useText,
} from "../../../ui/index.ts";
import { domainText, optionsOf } from "../../domain-words.ts";
import { faultText } from "../../fault-words.ts";
import styles from "../catalogue.module.css";
import { OrderedEditors } from "../ordered-editors.tsx";
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
  const name = "jointSealing.parties";
  const list = useFieldArray({ control: form.control, name });
  return (
    <section className={c("parties")} aria-label={text.parties}>
      <OrderedEditors
        list={list}
        labelOf={(at) => form.watch(`jointSealing.parties.${at}.role`) || text.party(at + 1)}
        most={mostParties}
        add={{ label: text.addParty, onAdd: () => list.append(newParty(form.getValues(name))) }}
      >
        {(at) => <PartyEditor form={form} at={at} />}
      </OrderedEditors>
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
