import { type TrustUse, trustUses } from "@liangzheng/contract";
import { useAct } from "../../api/index.ts";
import {
  Button,
  Card,
  Checkbox,
  Fieldset,
  Form,
  Page,
  Row,
  showToast,
  TextArea,
  TextField,
  useForm,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { useUnsaved } from "../unsaved.tsx";
import { useRefresh } from "../use-refresh.ts";
import { useRequired } from "../use-required.ts";
import { PemField } from "./pem-field.tsx";
import { trustText } from "./trust-words.ts";
import { useTrustFailure } from "./use-trust-failure.ts";

interface Values {
  certificates: string;
  uses: TrustUse[];
  documentNumber: string;
  reason: string;
}

/** An authority of others is proposed; another person compares the fingerprint and decides. */
export function ProposeAuthorityPage() {
  const { form: text, uses } = useText(trustText);
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const failure = useTrustFailure();
  const propose = useAct("proposeTrustedAuthority");
  const form = useForm<Values>({
    defaultValues: { certificates: "", uses: ["signer", "maker"], documentNumber: "", reason: "" },
  });
  const { settled, question } = useUnsaved(form);
  const { register, setValue } = form;
  const required = useRequired();
  return (
    <Page title={text.title} lead={text.lead} backHref="/trust">
      <Form
        form={form}
        label={text.title}
        onSubmit={async (body) => {
          const { authorityId } = await propose.mutateAsync({ body }).catch((error: unknown) => {
            throw failure(error);
          });
          settled();
          refresh.again("listTrustedAuthorities");
          showToast({ tone: "good", text: text.done });
          navigate(`/trust/${authorityId}`);
        }}
      >
        <Card>
          <PemField
            label={text.certificates}
            hint={text.certificatesHint}
            accept=".pem,.crt,.cer"
            onText={(value) =>
              setValue("certificates", value, {
                shouldDirty: true,
                shouldValidate: form.formState.isSubmitted,
              })
            }
            {...register("certificates", required(text.certificates))}
          />
          <Fieldset legend={text.uses} role="group">
            {trustUses.map((use) => (
              <Checkbox
                key={use}
                // Boxes of one name are told apart by what they stand for.
                id={`use-${use}`}
                value={use}
                label={uses[use]}
                hint={text.usesHints[use]}
                {...register("uses", { validate: (chosen) => chosen.length > 0 || text.usesWrong })}
              />
            ))}
          </Fieldset>
          <TextField
            label={text.documentNumber}
            hint={text.documentHint}
            maxLength={100}
            {...register("documentNumber", required(text.documentNumber))}
          />
          <TextArea label={text.reason} limit={500} rows={3} {...register("reason", required(text.reason))} />
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
