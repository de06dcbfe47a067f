import type { UseRecord } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, typeNameOf, useOperation, usePages } from "../../../api/index.ts";
import {
  Button,
  classNames,
  defineText,
  EmptyState,
  LoadingState,
  Page,
  RadioGroup,
  SelectField,
  useLanguage,
  useNavigation,
  useText,
} from "../../../ui/index.ts";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";
import { UseCard } from "./use-card.tsx";
import styles from "./uses.module.css";

const c = classNames(styles);
const screenText = defineText(zh, en);

const isOwn = ({ basis }: UseRecord): boolean => basis === "own-view" || basis === "own-download";

/** The holder's history; the licence filter stands in the address. */
export function UsesScreen({ licenceKey }: { licenceKey: string | undefined }) {
  const text = useText(screenText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  const [whose, setWhose] = useState<"everyone" | "others">("everyone");
  const licences = useOperation("listMyLicences", {});
  const options = (licences.data?.items ?? []).map((one) => ({
    value: one.licenceKey,
    label: `${typeNameOf(one, language)} ${one.number.slice(-4)}`,
  }));
  return (
    <Page title={text.title} lead={text.lead} width="reading">
      <div className={c("filters")}>
        <SelectField
          label={text.filter}
          placeholder={text.all}
          options={options}
          value={licenceKey ?? ""}
          onChange={({ target }) => navigate(target.value ? `/uses?licence=${target.value}` : "/uses")}
        />
        <RadioGroup
          legend={text.whose}
          name="whose"
          look="segments"
          options={[
            { value: "everyone", label: text.everyone },
            { value: "others", label: text.others },
          ]}
          value={whose}
          onChange={({ target }) => setWhose(target.value === "others" ? "others" : "everyone")}
        />
      </div>
      <UseList key={licenceKey ?? ""} licenceKey={licenceKey} onlyOthers={whose === "others"} />
      <p className={c("doubt")}>{text.doubt}</p>
    </Page>
  );
}

function UseList({ licenceKey, onlyOthers }: { licenceKey: string | undefined; onlyOthers: boolean }) {
  const text = useText(screenText);
  const { query, items } = usePages("listMyUses", { licenceKey });
  if (!items)
    return query.isError ? (
      <ApiErrorState
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      />
    ) : (
      <LoadingState cards={3} />
    );
  const shown = onlyOthers ? items.filter((one) => !isOwn(one)) : items;
  return (
    <>
      {shown.length > 0 ? (
        <ol className={c("list")}>
          {shown.map((one) => (
            <li key={one.receiptId}>
              <UseCard use={one} own={isOwn(one)} text={text} />
            </li>
          ))}
        </ol>
      ) : (
        <EmptyState icon="history" title={onlyOthers ? text.emptyOthers : text.empty}>
          {!onlyOthers && <p>{text.emptyLead}</p>}
        </EmptyState>
      )}
      {query.hasNextPage && (
        <Button
          wide
          pending={query.isFetchingNextPage}
          onClick={() => {
            void query.fetchNextPage();
          }}
        >
          {text.more}
        </Button>
      )}
    </>
  );
}
