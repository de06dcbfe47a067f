import type { TypeDetail } from "@liangzheng/contract";
import { ApiErrorState, useOperation, useSession } from "../../api/index.ts";
import {
  Badge,
  Card,
  DataTable,
  EmptyState,
  LoadingState,
  Notice,
  Page,
  Row,
  SelectField,
  Tabs,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import styles from "../console.module.css";
import { domainText } from "../domain-words.ts";
import { oneOf, withSearch } from "../search-params.ts";
import { catalogueText } from "./catalogue-words.ts";
import { DefinitionView } from "./definition-view.tsx";
import { TypeActs } from "./type-acts.tsx";
import { TypePreview } from "./type-preview.tsx";
import { sortedVersions } from "./versions.ts";
import { VersionsView } from "./versions-view.tsx";

const TABS = ["definition", "versions", "preview", "adoptions"] as const;

interface TypePageProps {
  readonly typeKey: string;
  readonly search: { readonly tab?: string; readonly version?: string };
}

export function TypePage({ typeKey, search }: TypePageProps) {
  const { type: text } = useText(catalogueText);
  const language = useLanguage();
  const type = useOperation("getLicenceType", { params: { typeKey } });
  const newest = type.data && sortedVersions(type.data)[0];
  const name = newest
    ? language === "en"
      ? newest.definition.nameEn
      : newest.definition.name
    : text.tabs.definition;
  return (
    <Page title={name} backHref="/catalogue" actions={type.data && <TypeActs type={type.data} />}>
      {type.isError ? (
        <ApiErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : type.data ? (
        <Detail type={type.data} search={search} />
      ) : (
        <LoadingState cards={3} />
      )}
    </Page>
  );
}

function Detail({ type, search }: { type: TypeDetail; search: TypePageProps["search"] }) {
  const { type: text, acts } = useText(catalogueText);
  const words = useText(domainText);
  const { navigate } = useNavigation();
  const versions = sortedVersions(type);
  const shown = versions.find(({ version }) => String(version) === search.version) ?? versions[0];
  const proposed = versions.find(({ state }) => state === "proposed");
  if (!shown) return null;
  const go = (change: TypePageProps["search"]): void =>
    navigate(withSearch(`/catalogue/${type.typeKey}`, { ...search, ...change }));
  const { definition } = shown;
  return (
    <>
      <Row>
        <Badge tone={shown.state === "published" ? "good" : "warn"}>
          {text.version(shown.version, words.typeStates[shown.state])}
        </Badge>
        <Badge>{words.levels[definition.level]}</Badge>
        <Badge>{words.origins[definition.origin]}</Badge>
      </Row>
      {definition.codeIsPlaceholder && (
        <Notice tone="warn">
          <p>{text.placeholderNote}</p>
        </Notice>
      )}
      {definition.origin === "relayed" && (
        <Notice>
          <p>{text.relayedNote}</p>
        </Notice>
      )}
      {proposed && (
        <Notice tone="warn" title={acts.waiting}>
          <p>{acts.waitingLead(proposed.proposedBy ?? "")}</p>
        </Notice>
      )}
      {versions.length > 1 && (
        <div className={styles["filters"]}>
          <SelectField
            label={text.which}
            placeholder={null}
            value={String(shown.version)}
            onChange={(event) => go({ version: event.target.value })}
            options={versions.map(({ version, state }) => ({
              value: String(version),
              label: text.version(version, words.typeStates[state]),
            }))}
          />
        </div>
      )}
      <Tabs
        label={definition.name}
        selected={oneOf(TABS, search.tab) ?? "definition"}
        onSelect={(tab) => go({ tab })}
        tabs={[
          {
            id: "definition",
            label: text.tabs.definition,
            content: <DefinitionView definition={definition} />,
          },
          {
            id: "versions",
            label: text.tabs.versions,
            count: versions.length,
            content: <VersionsView type={type} />,
          },
          {
            id: "preview",
            label: text.tabs.preview,
            content: <TypePreview key={shown.version} definition={definition} />,
          },
          {
            id: "adoptions",
            label: text.tabs.adoptions,
            count: type.adoptions.length,
            content: <Adoptions type={type} />,
          },
        ]}
      />
    </>
  );
}

function Adoptions({ type }: { type: TypeDetail }) {
  const { type: text, list } = useText(catalogueText);
  const mine = useSession().session?.organ?.organId;
  return (
    <Card title={text.adoptionsTitle} flush>
      <DataTable
        caption={text.adoptionsCaption}
        rows={type.adoptions}
        rowKey={({ organId }) => organId}
        empty={<EmptyState icon="building" title={text.noAdoptions} />}
        columns={[
          {
            id: "organ",
            header: text.organ,
            main: true,
            cell: ({ organId, organName }) => (
              <>
                {organName}{" "}
                {organId === mine && (
                  <Badge tone="info" icon="check">
                    {list.adoptedYes}
                  </Badge>
                )}
              </>
            ),
          },
          { id: "seal", header: text.seal, cell: ({ sealName }) => sealName },
        ]}
      />
    </Card>
  );
}
