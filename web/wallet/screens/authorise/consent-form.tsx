import type { MyUseRequest } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  fieldLabelOf,
  operationKey,
  typeNameOf,
  useAct,
  useOperation,
  useProblemWords,
} from "../../../api/index.ts";
import {
  Button,
  Card,
  Checkbox,
  classNames,
  Fieldset,
  Notice,
  RadioGroup,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import styles from "./authorise.module.css";
import { authoriseText } from "./authorise-text.ts";

const c = classNames(styles);

/** Field by field, once unless the holder says otherwise, and no as easily as yes. */
export function ConsentForm({ request }: { request: MyUseRequest }) {
  const text = useText(authoriseText);
  const language = useLanguage();
  const { date } = useFormats();
  const words = useProblemWords();
  const client = useQueryClient();
  const answer = useAct("answerUseRequest");
  const { requestId, choices, fields, until } = request;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(fields.map(({ id }) => id)));
  const [term, setTerm] = useState<"once" | "until">("once");
  const [licenceKey, setLicenceKey] = useState(choices[0] ?? "");
  const [missing, setMissing] = useState(false);
  const params = { requestId };
  const send = (agree: Parameters<typeof answer.mutate>[0]["body"]["agree"]): void =>
    answer.mutate(
      { params, body: { agree } },
      {
        onSuccess: (now) => client.setQueryData(operationKey("getMyUseRequest", { params }), now),
        onSettled: () => void client.invalidateQueries({ queryKey: operationKey("listMyUseRequests") }),
      },
    );
  const refusing = answer.isPending && answer.variables?.body.agree === null;
  const agreeing = answer.isPending && !refusing;
  const toggle = (id: string, ticked: boolean): void => {
    const next = new Set(chosen);
    if (ticked) next.add(id);
    else next.delete(id);
    setChosen(next);
    setMissing(false);
  };
  const agree = (): void => {
    if (chosen.size === 0) setMissing(true);
    else
      send({
        licenceKey,
        fields: fields.flatMap(({ id }) => (chosen.has(id) ? [id] : [])),
        until: term === "until" ? until : null,
      });
  };
  return (
    <Card>
      {choices.length === 0 ? (
        <Notice tone="warn">{text.noChoice}</Notice>
      ) : (
        <>
          {choices.length > 1 && (
            <LicenceChoice choices={choices} chosen={licenceKey} onChoose={setLicenceKey} />
          )}
          <Fieldset
            legend={text.fields}
            hint={text.fieldsHint}
            role="group"
            {...(missing && { error: text.fieldsMissing })}
          >
            {fields.map((field) => (
              <Checkbox
                key={field.id}
                label={fieldLabelOf(field, language)}
                checked={chosen.has(field.id)}
                onChange={({ target }) => toggle(field.id, target.checked)}
              />
            ))}
          </Fieldset>
          <RadioGroup
            legend={text.term}
            name="term"
            value={term}
            onChange={({ target }) => setTerm(target.value === "until" ? "until" : "once")}
            options={[
              { value: "once", label: text.once, hint: text.onceHint },
              ...(until === null
                ? []
                : [{ value: "until", label: text.until(date(until)), hint: text.untilHint }]),
            ]}
          />
          <p className={c("quiet")}>{text.retention}</p>
        </>
      )}
      {answer.isError && <Notice tone="bad">{words(answer.error).title}</Notice>}
      <div className={c("decision")}>
        <Button size="large" pending={refusing} disabled={agreeing} onClick={() => send(null)}>
          {text.refuse}
        </Button>
        {choices.length > 0 && (
          <Button variant="primary" size="large" pending={agreeing} disabled={refusing} onClick={agree}>
            {text.agree(chosen.size)}
          </Button>
        )}
      </div>
    </Card>
  );
}

interface ChoiceProps {
  readonly choices: readonly string[];
  readonly chosen: string;
  readonly onChoose: (licenceKey: string) => void;
}

function LicenceChoice({ choices, chosen, onChoose }: ChoiceProps) {
  const text = useText(authoriseText);
  const language = useLanguage();
  const licences = useOperation("listMyLicences", {});
  const own = (licences.data?.items ?? []).filter((one) => choices.includes(one.licenceKey));
  return (
    <RadioGroup
      legend={text.chooseLicence}
      name="licence"
      value={chosen}
      onChange={({ target }) => onChoose(target.value)}
      options={own.map((one) => ({
        value: one.licenceKey,
        label: `${typeNameOf(one, language)} ${one.number.slice(-4)}`,
        hint: one.issuerName,
      }))}
    />
  );
}
