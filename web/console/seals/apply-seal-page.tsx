import { type SealDetail, type SealKind, type SealOwnerKind, sealOwnerKinds } from "@liangzheng/contract";
import { isCitizenNumber, isUscc } from "@liangzheng/ident";
import { ApiErrorState, useAct, useOperation, useSession } from "../../api/index.ts";
import {
  Button,
  Card,
  Form,
  LoadingState,
  Page,
  RadioGroup,
  Row,
  SelectField,
  showToast,
  TextField,
  useForm,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { faultText, useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useUnsaved } from "../unsaved.tsx";
import { useRefresh } from "../use-refresh.ts";
import { useRequired } from "../use-required.ts";
import { GroundFields, type GroundValues } from "./ground-fields.tsx";
import { lifeText } from "./life-words.ts";

/** As the server's rules have it, which decides again. */
const KINDS: Readonly<Record<SealOwnerKind, readonly SealKind[]>> = {
  department: ["licence", "official", "contract", "finance", "legal-representative"],
  enterprise: ["official", "contract", "finance", "invoice", "legal-representative"],
  person: ["personal"],
};

interface ApplyValues extends GroundValues {
  whose: SealOwnerKind;
  kind: SealKind;
  owner: { name: string; code: string };
  bearer: { name: string; code: string };
}

/** An application for a seal, or for one in the place of another. */
export function ApplySealPage({ replaces }: { replaces: string | undefined }) {
  const { apply: text } = useText(lifeText);
  const old = useOperation(
    "getSeal",
    { params: { sealId: replaces ?? "" } },
    { enabled: replaces !== undefined },
  );
  const name = old.data?.seal.name;
  return (
    <Page title={name ? text.titleReplace(name) : text.title} lead={text.lead} backHref="/seals">
      {old.isError ? (
        <ApiErrorState error={old.error} onRetry={() => void old.refetch()} />
      ) : replaces !== undefined && !old.data ? (
        <LoadingState cards={2} />
      ) : (
        <ApplyForm old={old.data} />
      )}
    </Page>
  );
}

function ApplyForm({ old }: { old: SealDetail | undefined }) {
  const { apply: text, kinds, owners } = useText(lifeText);
  const { rules } = useText(faultText);
  const { navigate } = useNavigation();
  const organ = useSession().session?.organ?.name ?? "";
  const refresh = useRefresh();
  const apply = useAct("applyForSeal");
  const say = useSayFault();
  const failure = useFormFailure((fault) =>
    Object.hasOwn(text.rules, fault.rule) && fault.rule !== "required"
      ? text.rules[fault.rule as keyof typeof text.rules]
      : say(fault),
  );
  const form = useForm<ApplyValues>({
    defaultValues: {
      whose: old?.seal.ownerKind ?? "department",
      kind: old?.seal.kind ?? "licence",
      owner: { name: old?.seal.ownerKind === "department" ? "" : (old?.seal.ownerName ?? ""), code: "" },
      bearer: { name: old?.bearer ?? "", code: "" },
      decidingOrgan: organ,
      documentNumber: "",
      reason: "",
    },
  });
  const { settled, question } = useUnsaved(form);
  const { register, watch, setValue } = form;
  const [whose, kind] = watch(["whose", "kind"]);
  const required = useRequired();
  const coded = (label: string, rule: "uscc" | "citizen-number") => ({
    setValueAs: (value: string) => value.trim().toUpperCase(),
    validate: (value: string) =>
      (rule === "uscc" ? isUscc(value) : isCitizenNumber(value)) || rules[rule](label),
  });
  const person = (at: "owner" | "bearer") => (
    <>
      <TextField
        label={text.personName}
        maxLength={60}
        {...register(`${at}.name`, required(text.personName))}
      />
      <TextField
        label={text.personCode}
        look="number"
        spellCheck={false}
        {...register(`${at}.code`, coded(text.personCode, "citizen-number"))}
      />
    </>
  );
  return (
    <Form
      form={form}
      label={text.title}
      onSubmit={async ({ whose: ownerKind, owner, bearer, ...values }) => {
        const body = {
          kind: values.kind,
          owner: ownerOf(ownerKind, owner),
          bearer: values.kind === "legal-representative" ? { codeType: "111", ...bearer } : null,
          replaces: old?.seal.sealId ?? null,
          decidingOrgan: values.decidingOrgan,
          documentNumber: values.documentNumber,
          reason: values.reason,
        };
        const { sealId } = await apply.mutateAsync({ body }).catch((error: unknown) => {
          throw failure(error);
        });
        settled();
        refresh.again("listSeals", "getSeal");
        showToast({ tone: "good", text: text.applied });
        navigate(`/seals/${sealId}`);
      }}
    >
      <Card title={text.ofSeal}>
        {!old && (
          <>
            <RadioGroup
              legend={text.whose}
              options={sealOwnerKinds.map((value) => ({
                value,
                label: owners[value],
                hint: text.whoseHints[value],
              }))}
              {...register("whose", {
                onChange: (event: { target: { value: SealOwnerKind } }) =>
                  setValue("kind", KINDS[event.target.value][0] ?? "official"),
              })}
            />
            <SelectField
              label={text.kind}
              placeholder={null}
              options={KINDS[whose].map((value) => ({ value, label: kinds[value] }))}
              {...register("kind")}
            />
          </>
        )}
        {whose === "enterprise" && (
          <>
            <TextField
              label={text.enterpriseName}
              maxLength={100}
              {...register("owner.name", required(text.enterpriseName))}
            />
            <TextField
              label={text.enterpriseCode}
              look="number"
              spellCheck={false}
              {...register("owner.code", coded(text.enterpriseCode, "uscc"))}
            />
          </>
        )}
        {whose === "person" && person("owner")}
        {kind === "legal-representative" && (
          <>
            <h3>{text.bearer}</h3>
            {person("bearer")}
          </>
        )}
      </Card>
      <Card title={text.ground}>
        <GroundFields form={form as never} />
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

function ownerOf(kind: SealOwnerKind, owner: ApplyValues["owner"]) {
  switch (kind) {
    case "department":
      return null;
    case "enterprise":
      return { kind: "organisation" as const, codeType: "001", ...owner };
    case "person":
      return { kind: "person" as const, codeType: "111", ...owner };
  }
}
