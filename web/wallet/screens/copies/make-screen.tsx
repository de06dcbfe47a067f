import type { AnnotatedCopy, CopyInput, LicenceSummary } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  ApiErrorState,
  operationKey,
  typeNameOf,
  useAct,
  useApi,
  useBlobUrl,
  useOperation,
  useProblemWords,
} from "../../../api/index.ts";
import {
  Button,
  ButtonLink,
  Card,
  DateField,
  Form,
  LoadingState,
  Notice,
  Page,
  Row,
  Stack,
  TextField,
  useForm,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import { copiesText } from "./copies-text.ts";
import { CopyFacts, DownloadCopy } from "./copy-card.tsx";
import { type CopyFields, inputOf, longest, terms, useCopyRefusal } from "./copy-form.ts";
import { PagePicture } from "./page-picture.tsx";

interface Preview {
  readonly input: CopyInput;
  readonly picture: Blob;
}

/** For whom, what for, how long; then the page as it will be; then the copy. */
export function MakeCopyScreen({ licenceKey }: { licenceKey: string }) {
  const text = useText(copiesText);
  const licence = useOperation("getMyLicence", { params: { licenceKey } });
  const [made, setMade] = useState<AnnotatedCopy>();
  return (
    <Page title={made ? text.done : text.make} backHref={`/licences/${licenceKey}`} width="reading">
      {made ? (
        <Made copy={made} onAnother={() => setMade(undefined)} />
      ) : licence.data ? (
        <Making summary={licence.data.summary} onMade={setMade} />
      ) : licence.isError ? (
        <ApiErrorState
          error={licence.error}
          onRetry={() => {
            void licence.refetch();
          }}
        />
      ) : (
        <LoadingState />
      )}
    </Page>
  );
}

interface MakingProps {
  readonly summary: LicenceSummary;
  readonly onMade: (copy: AnnotatedCopy) => void;
}

function Making({ summary, onMade }: MakingProps) {
  const { usual } = terms(new Date(), summary.validTo);
  const form = useForm<CopyFields>({
    defaultValues: { recipient: "", purpose: "", matter: "", businessNumber: "", validUntil: usual },
  });
  const [preview, setPreview] = useState<Preview>();
  return preview ? (
    <Confirming summary={summary} preview={preview} onMade={onMade} onChange={() => setPreview(undefined)} />
  ) : (
    <Asking summary={summary} form={form} onPreview={setPreview} />
  );
}

interface AskingProps {
  readonly summary: LicenceSummary;
  readonly form: ReturnType<typeof useForm<CopyFields>>;
  readonly onPreview: (preview: Preview) => void;
}

function Asking({ summary: { licenceKey, validTo }, form, onPreview }: AskingProps) {
  const text = useText(copiesText);
  const api = useApi();
  const { date } = useFormats();
  const refusal = useCopyRefusal();
  const { last } = terms(new Date(), validTo);
  const field = (name: keyof typeof longest, optional = false) =>
    form.register(name, {
      validate: (value) =>
        value.trim() === "" && !optional
          ? text.faults.missing(text[name])
          : value.trim().length <= longest[name] || text.faults.long(text[name], longest[name]),
    });
  return (
    <Stack>
      <p>{text.makeLead}</p>
      <Form
        form={form}
        label={text.make}
        onSubmit={async (fields) => {
          const input = inputOf(fields);
          const asked = { params: { licenceKey }, body: input };
          const picture = await api.fetchFile("previewMyCopy", asked).catch((error: unknown) => {
            throw refusal(error);
          });
          onPreview({ input, picture });
        }}
      >
        <TextField label={text.recipient} hint={text.recipientHint} {...field("recipient")} />
        <TextField label={text.purpose} hint={text.purposeHint} {...field("purpose")} />
        <TextField label={text.matter} hint={text.matterHint} {...field("matter")} />
        <TextField
          label={text.businessNumber}
          hint={text.businessNumberHint}
          optional
          {...field("businessNumber", true)}
        />
        <DateField
          label={text.validUntil}
          hint={text.validUntilHint(date(last))}
          max={last}
          {...form.register("validUntil", {
            validate: (day) => day !== "" || text.faults.missing(text.validUntil),
          })}
        />
        <Row fill>
          <Button
            type="submit"
            variant="primary"
            size="large"
            icon="eye"
            pending={form.formState.isSubmitting}
          >
            {text.preview}
          </Button>
        </Row>
      </Form>
    </Stack>
  );
}

interface ConfirmingProps extends MakingProps {
  readonly preview: Preview;
  readonly onChange: () => void;
}

function Confirming({ summary, preview: { input, picture }, onMade, onChange }: ConfirmingProps) {
  const text = useText(copiesText);
  const language = useLanguage();
  const words = useProblemWords();
  const client = useQueryClient();
  const url = useBlobUrl(picture);
  const { licenceKey } = summary;
  const act = useAct("createMyCopy");
  const make = (): void =>
    act.mutate(
      { params: { licenceKey }, body: input },
      {
        onSuccess: (copy) => {
          for (const id of ["listMyCopies", "listMyUses"] as const)
            void client.invalidateQueries({ queryKey: operationKey(id) });
          onMade(copy);
        },
      },
    );
  const failed = act.isError ? words(act.error) : undefined;
  return (
    <Card title={text.previewTitle}>
      <Stack>
        <p>{text.previewLead}</p>
        {url && <PagePicture url={url} alt={text.previewAlt(typeNameOf(summary, language))} />}
        <CopyFacts copy={input} />
        {failed && (
          <div role="alert">
            <Notice tone="bad" title={failed.title}>
              {failed.lead}
            </Notice>
          </div>
        )}
        <Row fill>
          <Button size="large" onClick={onChange}>
            {text.change}
          </Button>
          <Button variant="primary" size="large" icon="seal" pending={act.isPending} onClick={make}>
            {text.confirm}
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}

function Made({ copy, onAnother }: { copy: AnnotatedCopy; onAnother: () => void }) {
  const text = useText(copiesText);
  return (
    <Card>
      <Stack>
        <div role="status">
          <Notice tone="good">{text.doneLead}</Notice>
        </div>
        <CopyFacts copy={copy} />
        <DownloadCopy copy={copy} variant="primary" size="large" />
        <Row fill>
          <ButtonLink href={`/copies?licence=${copy.licenceKey}`} icon="list">
            {text.list}
          </ButtonLink>
          <Button icon="plus" onClick={onAnother}>
            {text.another}
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}
