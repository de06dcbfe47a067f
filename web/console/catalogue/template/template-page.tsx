import type { TypeDefinition } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useAct, useOperation, useProblemWords } from "../../../api/index.ts";
import {
  Button,
  LicenceCard,
  LoadingState,
  licenceBand,
  maskNumber,
  Notice,
  Page,
  Row,
  Stack,
  showToast,
  Tabs,
  useForm,
  useLanguage,
  useNavigation,
  useText,
} from "../../../ui/index.ts";
import { useUnsaved } from "../../unsaved.tsx";
import { useRefresh } from "../../use-refresh.ts";
import { catalogueText } from "../catalogue-words.ts";
import { ClerksForm } from "../type-preview.tsx";
import { sortedVersions } from "../versions.ts";
import { PagePicture } from "./page-picture.tsx";
import { TemplateDesigner } from "./template-designer.tsx";
import { templateText } from "./template-words.ts";
import { useHistory } from "./use-history.ts";

/** The page of a type's next version. What is saved here is proposed and published like the rest of its draft. */
export function TemplatePage({ typeKey }: { typeKey: string }) {
  const text = useText(templateText);
  const { editor } = useText(catalogueText);
  const language = useLanguage();
  const type = useOperation("getLicenceType", { params: { typeKey } });
  const newest = type.data && sortedVersions(type.data)[0];
  const back = `/catalogue/${typeKey}`;
  if (type.isError)
    return (
      <Page title={editor.templateTitle} backHref={back}>
        <ApiErrorState error={type.error} onRetry={() => void type.refetch()} />
      </Page>
    );
  if (!newest)
    return (
      <Page title={editor.templateTitle} backHref={back}>
        <LoadingState cards={2} />
      </Page>
    );
  const { definition } = newest;
  const locked =
    definition.level === "national"
      ? text.nationalNote
      : newest.state === "proposed"
        ? editor.proposedNote
        : undefined;
  return (
    <Page
      title={text.title(language === "en" ? definition.nameEn : definition.name)}
      {...(locked === undefined && { lead: text.lead })}
      backHref={back}
    >
      {locked === undefined ? (
        <Designing key={newest.version} typeKey={typeKey} definition={definition} />
      ) : (
        <>
          <Notice>
            <p>{locked}</p>
          </Notice>
          <PagePicture definition={definition} />
        </>
      )}
    </Page>
  );
}

interface DesigningProps {
  readonly typeKey: string;
  readonly definition: TypeDefinition;
}

interface Values {
  template: TypeDefinition["template"];
}

function Designing({ typeKey, definition: stored }: DesigningProps) {
  const text = useText(templateText);
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const words = useProblemWords();
  const save = useAct("saveTypeDraft");
  const [refusal, setRefusal] = useState("");
  const form = useForm<Values>({ defaultValues: { template: stored.template } });
  const unsaved = useUnsaved(form);
  const history = useHistory(stored.template, (next) =>
    form.setValue("template", next, { shouldDirty: true }),
  );
  const template = history.now;
  const definition = { ...stored, template };
  const submit = async (): Promise<void> => {
    const params = { typeKey };
    setRefusal("");
    try {
      const detail = await save.mutateAsync({ params, body: { definition } });
      unsaved.settled();
      refresh.put("getLicenceType", { params }, detail);
      refresh.again("listLicenceTypes");
      showToast({ tone: "good", text: text.saved });
      navigate(`/catalogue/${typeKey}`);
    } catch (error) {
      setRefusal(words(error).title);
    }
  };
  return (
    <Stack>
      <Tabs
        label={text.views}
        tabs={[
          {
            id: "page",
            label: text.page,
            content: <TemplateDesigner definition={definition} onChange={history.change} history={history} />,
          },
          { id: "face", label: text.face, content: <WalletFace typeKey={typeKey} definition={definition} /> },
          { id: "form", label: text.form, content: <ClerksForm definition={definition} /> },
        ]}
      />
      {refusal !== "" && (
        <Notice tone="bad">
          <p>{refusal}</p>
        </Notice>
      )}
      <Row fill>
        <Button variant="primary" pending={save.isPending} onClick={() => void submit()}>
          {text.save}
        </Button>
        <Button onClick={() => navigate(`/catalogue/${typeKey}`)}>{text.cancel}</Button>
      </Row>
      {unsaved.question}
    </Stack>
  );
}

/** What a holder sees: the card in the stack, and the page behind it. */
function WalletFace({ typeKey, definition }: DesigningProps) {
  const text = useText(templateText);
  const language = useLanguage();
  return (
    <Stack>
      <p>{text.faceLead}</p>
      <LicenceCard
        name={language === "en" ? definition.nameEn : definition.name}
        holderName={text.sampleHolder}
        number={maskNumber(definition.number.example)}
        issuer={text.sampleIssuer}
        status="valid"
        now={new Date()}
        band={licenceBand(typeKey)}
      />
      <PagePicture definition={definition} />
    </Stack>
  );
}
