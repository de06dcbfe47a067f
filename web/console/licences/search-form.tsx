import { tidyTyped } from "@liangzheng/ident";
import { useId, useState } from "react";
import { codeText, useOperation } from "../../api/index.ts";
import {
  Button,
  Card,
  classNames,
  FieldError,
  SearchField,
  SelectField,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { licenceStatuses } from "../codes.ts";
import styles from "../console.module.css";
import type { PrivateQuestion } from "./last-search.ts";
import { licenceText } from "./licence-words.ts";
import type { LicencesSearch } from "./licences-page.tsx";

const c = classNames(styles);
const METHODS = ["number", "code", "name", "object"] as const;
type Method = (typeof METHODS)[number];

interface SearchFormProps {
  readonly search: LicencesSearch;
  readonly question: PrivateQuestion | undefined;
  readonly onFilter: (change: Partial<LicencesSearch>) => void;
  readonly onAsk: (question: PrivateQuestion | undefined, enterprise: string | undefined) => void;
}

export function SearchForm({ search, question, onFilter, onAsk }: SearchFormProps) {
  const { search: text } = useText(licenceText);
  const language = useLanguage();
  const types = useOperation("listLicenceTypes", {});
  const [by, setBy] = useState<Method>(search.name ? "name" : (question?.by ?? "number"));
  const [typed, setTyped] = useState(search.name ?? question?.text ?? "");
  const [fault, setFault] = useState<string>();
  const { statuses } = useText(codeText);
  const faultId = useId();
  const ask = (given: string): void => {
    const value = by === "code" ? tidyTyped(given) : given.trim();
    const short = by === "name" && value.length === 1;
    setFault(short ? text.nameShort : undefined);
    if (short) return;
    if (by === "name") onAsk(undefined, value);
    else onAsk(value ? { by, text: value } : undefined, undefined);
  };
  const mine = types.data?.items.filter(({ adopted, origin }) => adopted && origin !== "relayed") ?? [];
  const active = Boolean(search.name || question || search.type || search.status);
  return (
    <Card>
      <div className={c("filters")}>
        <SelectField
          label={text.by}
          placeholder={null}
          value={by}
          onChange={(event) => {
            setBy(METHODS.find((method) => method === event.target.value) ?? "number");
            setFault(undefined);
          }}
          options={METHODS.map((value) => ({ value, label: text.methods[value] }))}
        />
        <SelectField
          label={text.type}
          placeholder={text.all}
          value={search.type ?? ""}
          onChange={(event) => onFilter({ type: event.target.value })}
          options={mine.map(({ typeKey, name, nameEn }) => ({
            value: typeKey,
            label: language === "en" ? nameEn : name,
          }))}
        />
        <SelectField
          label={text.status}
          placeholder={text.all}
          value={search.status ?? ""}
          onChange={(event) => onFilter({ status: event.target.value })}
          options={licenceStatuses.map((value) => ({ value, label: statuses[value] }))}
        />
        <div className={c("wideFilter")}>
          {fault && <FieldError id={faultId}>{fault}</FieldError>}
          <SearchField
            label={text.fields[by]}
            showLabel
            value={typed}
            onChange={setTyped}
            onSubmit={ask}
            spellCheck={false}
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? faultId : undefined}
          />
        </div>
      </div>
      <p className={c("small")}>{text.people}</p>
      {active && (
        <div>
          <Button
            size="small"
            icon="cross"
            onClick={() => {
              setTyped("");
              setFault(undefined);
              onFilter({ type: "", status: "", name: "" });
              onAsk(undefined, undefined);
            }}
          >
            {text.clear}
          </Button>
        </div>
      )}
    </Card>
  );
}
