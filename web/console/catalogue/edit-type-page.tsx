import { ApiErrorState, useAct, useApi, useOperation } from "../../api/index.ts";
import {
  Button,
  Card,
  classNames,
  Form,
  LoadingState,
  Notice,
  Page,
  Row,
  showToast,
  useForm,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useUnsaved } from "../unsaved.tsx";
import { useRefresh } from "../use-refresh.ts";
import { catalogueText } from "./catalogue-words.ts";
import { FieldEditors } from "./field-editors.tsx";
import { TypeFacts } from "./type-facts.tsx";
import { FaceSketch } from "./type-preview.tsx";
import { definitionOf, newTypeValues, type TypeValues, typeValuesOf } from "./type-values.ts";
import { sortedVersions } from "./versions.ts";

const c = classNames(shared);

/** Without a key a new type; with one, the draft of its next version. */
export function EditTypePage({ typeKey }: { typeKey?: string }) {
  const { editor: text } = useText(catalogueText);
  const type = useOperation(
    "getLicenceType",
    { params: { typeKey: typeKey ?? "" } },
    { enabled: typeKey !== undefined },
  );
  const newest = type.data && sortedVersions(type.data)[0];
  return (
    <Page
      title={newest ? text.title(newest.definition.name) : text.newTitle}
      lead={text.lead}
      backHref={typeKey ? `/catalogue/${typeKey}` : "/catalogue"}
    >
      {typeKey === undefined ? (
        <Editor initial={newTypeValues()} isNew />
      ) : type.isError ? (
        <ApiErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : !newest ? (
        <LoadingState cards={2} />
      ) : newest.definition.level === "national" ? (
        <Notice>
          <p>{text.nationalNote}</p>
        </Notice>
      ) : newest.state === "proposed" ? (
        <Notice tone="warn">
          <p>{text.proposedNote}</p>
        </Notice>
      ) : (
        <Editor initial={typeValuesOf(typeKey, newest.definition)} />
      )}
    </Page>
  );
}

function Editor({ initial, isNew = false }: { initial: TypeValues; isNew?: boolean }) {
  const { editor: text, type: typeText } = useText(catalogueText);
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const api = useApi();
  const save = useAct("saveTypeDraft");
  const failure = useFormFailure(useSayFault());
  const form = useForm<TypeValues>({ defaultValues: initial });
  const unsaved = useUnsaved(form);
  const cancel = isNew ? "/catalogue" : `/catalogue/${initial.typeKey}`;
  return (
    <div className={c("columns")}>
      <Form
        form={form}
        label={isNew ? text.newTitle : text.title(initial.name)}
        onSubmit={async (values) => {
          const params = { typeKey: values.typeKey };
          const { template, ...definition } = definitionOf(values);
          const { name, fields } = definition;
          const detail = await (template
            ? Promise.resolve(template)
            : api.call("startTemplate", { body: { name, fields, landscape: true } })
          )
            .then((page) =>
              save.mutateAsync({ params, body: { definition: { ...definition, template: page } } }),
            )
            .catch((error: unknown) => {
              throw atFields(failure(error));
            });
          unsaved.settled();
          refresh.put("getLicenceType", { params }, detail);
          refresh.again("listLicenceTypes");
          showToast({ tone: "good", text: text.saved });
          navigate(`/catalogue/${values.typeKey}`);
        }}
      >
        <TypeFacts form={form} isNew={isNew} />
        <FieldEditors form={form} />
        <Row fill>
          <Button
            type="submit"
            variant="primary"
            pending={form.formState.isSubmitting}
            onClick={() => form.clearErrors()}
          >
            {text.save}
          </Button>
          <Button onClick={() => navigate(cancel)}>{text.cancel}</Button>
        </Row>
      </Form>
      {unsaved.question}
      <div className={c("sticky")}>
        <Card title={typeText.faceTitle}>
          <FaceSketch definition={definitionOf(form.watch())} />
        </Card>
      </div>
    </div>
  );
}

/** The server points into `/definition`; the form's names begin below it. */
function atFields(failed: unknown): unknown {
  const problem = (failed as { problem?: { errors?: { field: string }[] } }).problem;
  if (!problem?.errors) return failed;
  const errors = problem.errors.map((one) => ({
    ...one,
    field: one.field.replace(/^\/definition(?=\/)/, ""),
  }));
  return Object.assign(new Error("see errors"), { problem: { ...problem, errors } });
}
