import { useEffect, useState } from "react";
import { ApiErrorState, OlderButton, typeNameOf, useOperation, usePages } from "../../../api/index.ts";
import {
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
import { groupUses, isOwn } from "./group-uses.ts";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";
import { OwnLook, UseCard } from "./use-card.tsx";
import styles from "./uses.module.css";

const c = classNames(styles);
const screenText = defineText(zh, en);
const ENOUGH = 5;

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
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const shown = onlyOthers ? items?.filter((one) => !isOwn(one)) : items;
  // Whole pages may be one's own looks: the list goes on by itself until it has something to show.
  const lacking =
    onlyOthers && shown !== undefined && shown.length < ENOUGH && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (lacking) void fetchNextPage();
  }, [lacking, fetchNextPage]);
  if (!shown || (shown.length === 0 && hasNextPage))
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
  return (
    <>
      {shown.length > 0 ? (
        <ol className={c("list")}>
          {groupUses(shown).map(([first, ...more]) => (
            <li key={first.receiptId}>
              {isOwn(first) ? (
                <OwnLook uses={[first, ...more]} text={text} />
              ) : (
                <UseCard use={first} text={text} />
              )}
            </li>
          ))}
        </ol>
      ) : (
        <EmptyState icon="history" title={onlyOthers ? text.emptyOthers : text.empty}>
          {!onlyOthers && <p>{text.emptyLead}</p>}
        </EmptyState>
      )}
      <OlderButton query={query}>{text.more}</OlderButton>
    </>
  );
}
