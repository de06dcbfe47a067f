import { useAct, useOperation } from "../../api/index.ts";
import {
  Button,
  Card,
  Form,
  Page,
  Row,
  SelectField,
  showToast,
  TextArea,
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
  itemCode: string;
  itemName: string;
  legalBasis: string;
  typeKey: string;
  fields: string[];
}

/** One line of the list is drafted here, and published elsewhere by somebody else. */
export function ProposeItemPage() {
  const { proposing: text } = useText(consentText);
  const { rules } = useText(faultText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const failure = useFormFailure(useSayFault());
  const required = useRequired();
  const propose = useAct("proposeUseItem");
  const types = useOperation("listLicenceTypes", {});
  const form = useForm<Values>({
    defaultValues: { itemCode: "", itemName: "", legalBasis: "", typeKey: "", fields: [] },
  });
  const { settled, question } = useUnsaved(form);
  const { register, watch } = form;
  const typeKey = watch("typeKey");
  return (
    <Page title={text.title} lead={text.lead} backHref="/use-items">
      <Form
        form={form}
        label={text.title}
        onSubmit={async (values) => {
          const body = { ...values, itemCode: values.itemCode.trim().toUpperCase() };
          await propose.mutateAsync({ body }).catch((error: unknown) => {
            throw failure(error);
          });
          settled();
          refresh.again("listUseItems");
          showToast({ tone: "good", text: text.done });
          navigate("/use-items");
        }}
      >
        <Card>
          <TextField
            label={text.itemCode}
            hint={text.itemCodeHint}
            maxLength={40}
            {...register("itemCode", {
              validate: (code) => /^[0-9A-Z-]{1,40}$/.test(code.trim().toUpperCase()) || text.itemCodeWrong,
            })}
          />
          <TextField
            label={text.itemName}
            maxLength={100}
            {...register("itemName", required(text.itemName))}
          />
          <TextArea
            label={text.legalBasis}
            hint={text.legalBasisHint}
            limit={300}
            rows={3}
            {...register("legalBasis", required(text.legalBasis))}
          />
          <SelectField
            label={text.type}
            options={(types.data?.items ?? [])
              .filter(({ state }) => state === "published")
              .map((one) => ({ value: one.typeKey, label: language === "en" ? one.nameEn : one.name }))}
            {...register("typeKey", {
              required: rules.choose(text.type),
              onChange: () => form.setValue("fields", []),
            })}
          />
          {typeKey === "" ? <p>{text.chooseType}</p> : <FaceFields typeKey={typeKey} form={form} />}
        </Card>
        <Row fill>
          <Button type="submit" variant="primary" icon="send" pending={form.formState.isSubmitting}>
            {text.submit}
          </Button>
        </Row>
        {question}
      </Form>
    </Page>
  );
}

interface FaceFieldsProps {
  readonly typeKey: string;
  readonly form: ReturnType<typeof useForm<Values>>;
}

/** What the face of the type shows; what is kept and not printed cannot be asked for. */
function FaceFields({ typeKey, form: { register, setValue, watch } }: FaceFieldsProps) {
  const { proposing: text } = useText(consentText);
  const type = useOperation("getLicenceType", { params: { typeKey } });
  const definition = type.data?.versions
    .filter(({ state }) => state === "published")
    .sort((a, b) => b.version - a.version)[0]?.definition;
  register("fields", { validate: (chosen) => chosen.length > 0 || text.fieldsMissing });
  return (
    <FieldChoice
      legend={text.fields}
      hint={text.fieldsHint}
      options={definition?.fields.filter(({ printed }) => printed !== false) ?? []}
      chosen={watch("fields")}
      onChange={(chosen) => setValue("fields", chosen, { shouldDirty: true })}
    />
  );
}
