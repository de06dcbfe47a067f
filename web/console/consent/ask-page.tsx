import { longestUseDays, type UseItem } from "@liangzheng/contract";
import { ApiErrorState, typeNameOf, useAct, useOperation } from "../../api/index.ts";
import {
  Button,
  ButtonLink,
  Card,
  DateField,
  DescriptionList,
  EmptyState,
  Form,
  isoDay,
  LoadingState,
  Page,
  RadioGroup,
  Row,
  SelectField,
  showToast,
  TextField,
  useForm,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { faultText, useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useUnsaved } from "../unsaved.tsx";
import { useRefresh } from "../use-refresh.ts";
import { useRequired } from "../use-required.ts";
import { consentText } from "./consent-words.ts";
import { FieldChoice } from "./field-choice.tsx";

interface Values {
  holderCode: string;
  itemId: string;
  businessNumber: string;
  purpose: string;
  fields: string[];
  term: "once" | "period";
  until: string;
}

const dayMs = 86_400_000;

/** Whom, for which item of the list, which fields, what for, how long. The list decides what can be chosen. */
export function AskPage() {
  const { asking: text } = useText(consentText);
  const items = useOperation("listUseItems", { query: { limit: 100 } });
  const published = items.data?.items.filter(({ state }) => state === "published");
  return (
    <Page title={text.title} lead={text.lead} backHref="/use-requests">
      {items.isError ? (
        <ApiErrorState error={items.error} onRetry={() => void items.refetch()} />
      ) : published === undefined ? (
        <LoadingState cards={2} />
      ) : published.length === 0 ? (
        <EmptyState
          icon="list"
          title={text.noItems}
          action={
            <ButtonLink href="/use-items/new" variant="primary">
              {text.proposeFirst}
            </ButtonLink>
          }
        />
      ) : (
        <AskForm items={published} />
      )}
    </Page>
  );
}

function AskForm({ items }: { items: readonly UseItem[] }) {
  const { asking: text } = useText(consentText);
  const { rules } = useText(faultText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const failure = useFormFailure(useSayFault());
  const required = useRequired();
  const ask = useAct("askForUse");
  const now = Date.now();
  const [today, last] = [isoDay(now), isoDay(now + longestUseDays * dayMs)];
  const form = useForm<Values>({
    defaultValues: {
      holderCode: "",
      itemId: "",
      businessNumber: "",
      purpose: "",
      fields: [],
      term: "once",
      until: "",
    },
  });
  const { settled, question } = useUnsaved(form);
  const { register, watch } = form;
  register("fields", { validate: (chosen) => chosen.length > 0 || text.fieldsMissing });
  const item = items.find(({ itemId }) => itemId === watch("itemId"));
  return (
    <Form
      form={form}
      label={text.title}
      onSubmit={async ({ holderCode, businessNumber, purpose, fields, term, until }) => {
        if (item === undefined) return;
        const body = {
          holderCode: holderCode.trim(),
          itemCode: item.itemCode,
          typeKey: item.typeKey,
          businessNumber: businessNumber.trim(),
          purpose: purpose.trim(),
          fields,
          until: term === "once" ? null : until,
        };
        const { requestId } = await ask.mutateAsync({ body }).catch((error: unknown) => {
          throw failure(error);
        });
        settled();
        refresh.again("listUseRequests");
        showToast({ tone: "good", text: text.done });
        navigate(`/use-requests/${requestId}`);
      }}
    >
      <Card>
        <TextField
          label={text.holderCode}
          hint={text.holderHint}
          maxLength={40}
          autoComplete="off"
          {...register("holderCode", required(text.holderCode))}
        />
        <SelectField
          label={text.item}
          hint={text.itemHint}
          options={items.map((one) => ({
            value: one.itemId,
            label: `${one.itemName} · ${typeNameOf(one, language)}`,
          }))}
          {...register("itemId", {
            required: rules.choose(text.item),
            onChange: () => form.setValue("fields", []),
          })}
        />
        {item === undefined ? (
          <p>{text.chooseItem}</p>
        ) : (
          <>
            <DescriptionList items={[{ label: text.basis, value: item.legalBasis }]} />
            <FieldChoice
              legend={text.fields}
              hint={text.fieldsHint}
              options={item.fields}
              chosen={watch("fields")}
              onChange={(chosen) => form.setValue("fields", chosen, { shouldDirty: true })}
            />
          </>
        )}
        <TextField
          label={text.businessNumber}
          maxLength={60}
          {...register("businessNumber", required(text.businessNumber))}
        />
        <TextField
          label={text.purpose}
          hint={text.purposeHint}
          maxLength={200}
          {...register("purpose", required(text.purpose))}
        />
        <RadioGroup
          legend={text.term}
          options={[
            { value: "once", label: text.once, hint: text.onceHint },
            { value: "period", label: text.period, hint: text.periodHint },
          ]}
          {...register("term")}
        />
        {watch("term") === "period" && (
          <DateField
            label={text.until}
            min={today}
            max={last}
            {...register("until", {
              validate: (day) => (day >= today && day <= last) || text.untilWrong,
            })}
          />
        )}
      </Card>
      <Row fill>
        <Button type="submit" variant="primary" icon="send" pending={form.formState.isSubmitting}>
          {text.submit}
        </Button>
      </Row>
      {question}
    </Form>
  );
}
