import { useState } from "react";
import {
  Button,
  Card,
  Checkbox,
  DateField,
  Form,
  Grid,
  RadioGroup,
  Row,
  SelectField,
  showToast,
  TextArea,
  TextField,
  useForm,
  useText,
} from "../ui/index.ts";
import { galleryText } from "./gallery-text.ts";

interface Application {
  readonly name: string;
  readonly code: string;
  readonly scope: string;
  readonly day: string;
  readonly note: string;
  readonly term: string;
  readonly way: string;
  readonly agree: boolean;
}

const refusal = Object.assign(new Error("refused"), {
  problem: {
    title: "申请内容有误",
    status: 422,
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    errors: [
      { field: "/body/code", rule: "checksum", message: "统一社会信用代码的校验位不符" },
      { field: "/day", rule: "minimum", message: "" },
    ],
  },
});

export function FormSection() {
  const { form: text, overlays } = useText(galleryText);
  const [refuse, setRefuse] = useState(false);
  const form = useForm<Application>({ defaultValues: { name: "", code: "", scope: "", way: "0", note: "" } });
  const { register } = form;
  return (
    <Grid>
      <Card title={text.title}>
        <p>{text.lead}</p>
        <Form
          form={form}
          label={text.title}
          onSubmit={async () => {
            await new Promise((resolve) => setTimeout(resolve, 600));
            if (refuse) throw refusal;
            showToast({ tone: "good", text: overlays.saved });
          }}
        >
          <TextField label={text.readOnly} readOnly value="2026-0311" look="number" />
          <TextField
            label={text.name}
            hint={text.nameHint}
            source={text.fromLicence}
            {...register("name", { required: text.missing.name })}
          />
          <TextField
            label={text.code}
            hint={text.codeHint}
            look="number"
            inputMode="text"
            {...register("code", { validate: (code) => code.length === 18 || text.missing.code })}
          />
          <SelectField
            label={text.scope}
            options={text.scopes.map((label, at) => ({ value: String(at), label }))}
            {...register("scope", { required: text.missing.scope })}
          />
          <DateField label={text.day} optional {...register("day")} />
          <RadioGroup
            legend={text.term}
            look="segments"
            options={text.terms.map((label, at) => ({ value: String(at), label }))}
            {...register("term", { required: text.missing.term })}
          />
          <RadioGroup
            legend={text.way}
            options={text.ways.map((label, at) => ({
              value: String(at),
              label,
              ...(at === 0 && { hint: text.wayHint }),
            }))}
            {...register("way")}
          />
          <TextArea label={text.note} optional limit={200} {...register("note")} />
          <Checkbox
            label={text.agree}
            hint={text.agreeHint}
            {...register("agree", { required: text.missing.agree })}
          />
          <Row fill>
            <Button type="submit" variant="primary" pending={form.formState.isSubmitting}>
              {text.submit}
            </Button>
            <Button>{text.save}</Button>
          </Row>
        </Form>
      </Card>
      <Card>
        <Checkbox
          label={text.serverFails}
          checked={refuse}
          onChange={(event) => setRefuse(event.target.checked)}
        />
        <TextField
          label={text.code}
          name="wrong"
          error={text.missing.code}
          defaultValue="9199"
          look="number"
        />
        <SelectField
          label={text.scope}
          error={text.missing.scope}
          options={text.scopes.map((label, at) => ({ value: String(at), label }))}
        />
        <TextField label={text.name} disabled defaultValue="—" />
        <Checkbox label={text.agree} error={text.missing.agree} />
        <RadioGroup
          legend={text.way}
          name="way-disabled"
          options={text.ways.map((label, at) => ({ value: String(at), label, disabled: at === 2 }))}
          defaultValue="0"
        />
      </Card>
    </Grid>
  );
}
