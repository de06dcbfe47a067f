import type { TypeDefinition } from "@liangzheng/contract";
import {
  Badge,
  Card,
  DataTable,
  DescriptionList,
  type Language,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import styles from "../console.module.css";
import { type DomainWords, domainText } from "../domain-words.ts";
import { Whole } from "../whole.tsx";
import { catalogueText } from "./catalogue-words.ts";
import { JointSealingView } from "./joint-sealing/joint-sealing-view.tsx";
import { pageCount } from "./template/template-pages.ts";

type Field = TypeDefinition["fields"][number];

/** A definition for people: what it is, what holds for it, and every datum that is printed. */
export function DefinitionView({ definition }: { definition: TypeDefinition }) {
  const { type: text } = useText(catalogueText);
  const words = useText(domainText);
  const language = useLanguage();
  const yes = (value: boolean): string => (value ? words.yes : words.no);
  const { names } = text;
  return (
    <div className={styles["section"]}>
      <Card title={text.general}>
        <DescriptionList
          items={[
            {
              label: names.code,
              value: <span className={styles["wrapAll"]}>{definition.code}</span>,
              numeric: true,
            },
            {
              label: names.definingOrgan,
              value: `${definition.definingOrganName} ${definition.definingOrganCode}`,
            },
            { label: names.level, value: words.levels[definition.level] },
            { label: names.origin, value: words.origins[definition.origin] },
            { label: names.kind, value: words.typeKinds[definition.kind] },
            { label: names.basis, value: definition.basis },
          ]}
        />
      </Card>
      <Card title={text.rules}>
        <DescriptionList
          items={[
            { label: names.holders, value: words.holders[definition.holders] },
            { label: names.severalHolders, value: yes(definition.severalHolders) },
            ...(definition.severalHolders
              ? [{ label: names.mayShow, value: yes(definition.oneHolderMayShow) }]
              : []),
            { label: names.validity, value: termsOf(definition.validity, words, language) },
            { label: names.secondPerson, value: yes(definition.secondPerson) },
            { label: names.onePerHolder, value: yes(definition.onePerHolder) },
            { label: names.jointSealing, value: yes(definition.jointSealing !== undefined) },
            { label: names.number, value: definition.number.rule },
            { label: names.numberExample, value: definition.number.example, numeric: true },
            { label: names.onChange, value: words.versionRules[definition.onChange] },
            { label: names.onRenewal, value: words.versionRules[definition.onRenewal] },
            { label: names.onReplacement, value: words.versionRules[definition.onReplacement] },
            {
              label: names.template,
              value: text.pageSize(
                definition.template.page.width,
                definition.template.page.height,
                pageCount(definition.template),
              ),
            },
          ]}
        />
      </Card>
      {definition.jointSealing && <JointSealingView joint={definition.jointSealing} />}
      <Card title={text.fields(definition.fields.length)} flush>
        <DataTable
          caption={text.fieldsCaption}
          rows={definition.fields}
          rowKey={(field) => field.id}
          columns={[
            {
              id: "label",
              header: text.columns.label,
              main: true,
              cell: (field) => <strong>{language === "en" ? field.labelEn : field.label}</strong>,
            },
            {
              id: "id",
              header: text.columns.id,
              cell: (field) => (
                <Whole>
                  <code>{field.id}</code>
                </Whole>
              ),
            },
            {
              id: "kind",
              header: text.columns.kind,
              cell: (field) => <Whole>{words.fieldKinds[field.kind]}</Whole>,
            },
            { id: "rules", header: text.columns.rules, cell: (field) => <FieldRules field={field} /> },
            {
              id: "sensitivity",
              header: text.columns.sensitivity,
              cell: (field) => (
                <Whole>
                  <Badge
                    tone={
                      field.sensitivity === "P2" ? "warn" : field.sensitivity === "P1" ? "info" : "neutral"
                    }
                  >
                    {words.sensitivities[field.sensitivity]}
                  </Badge>
                </Whole>
              ),
            },
            {
              id: "mask",
              header: text.columns.mask,
              cell: (field) => (field.mask ? words.masks[field.mask] : text.noMask),
            },
          ]}
        />
      </Card>
    </div>
  );
}

export const termsOf = (
  validity: TypeDefinition["validity"],
  words: DomainWords,
  language: Language,
): string =>
  validity
    .map(({ unit, count }) => (unit === "forever" ? words.forever : words.validity(count, words.units[unit])))
    .join(language === "en" ? ", " : "、");

function FieldRules({ field }: { field: Field }) {
  const { type: text } = useText(catalogueText);
  const words = useText(domainText);
  const language = useLanguage();
  const parts = [
    field.required ? text.required : text.optional,
    field.from && text.from(words.froms[field.from]),
    field.maxLength !== null && text.maxLength(field.maxLength),
    field.check && text.check(words.checks[field.check]),
    field.object && text.object(words.objects[field.object]),
    field.codes && text.codes(Object.keys(field.codes).length),
  ].filter((part) => typeof part === "string");
  return <span>{parts.join(language === "en" ? "; " : "；")}</span>;
}
