import type { TypeDetail } from "@liangzheng/contract";
import { useState } from "react";
import { problemCode, useAct, useOperation, useProblemWords, useSession } from "../../api/index.ts";
import {
  Button,
  ButtonLink,
  ConfirmDialog,
  Dialog,
  Form,
  Row,
  SelectField,
  showToast,
  useForm,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useRole } from "../roles.ts";
import { useRefresh } from "../use-refresh.ts";
import { catalogueText } from "./catalogue-words.ts";
import { publishedDefinition, sortedVersions, unfinishedVersion } from "./versions.ts";

/** What may be done with a type now: write, propose, publish, adopt. */
export function TypeActs({ type }: { type: TypeDetail }) {
  const { acts: text } = useText(catalogueText);
  const language = useLanguage();
  const manager = useRole("catalogue-manager");
  const organId = useSession().session?.organ?.organId;
  const refresh = useRefresh();
  const words = useProblemWords();
  const propose = useAct("proposeType");
  const publish = useAct("publishType");
  const [refusal, setRefusal] = useState<{ readonly title: string; readonly lead: string }>();
  const [asking, setAsking] = useState<"propose" | "publish" | "adopt">();
  if (!manager || !organId) return null;

  const { typeKey } = type;
  const unfinished = unfinishedVersion(type);
  const published = publishedDefinition(type);
  const [newest] = sortedVersions(type);
  const national = newest?.definition.level === "national";
  const name = newest ? (language === "en" ? newest.definition.nameEn : newest.definition.name) : "";
  const mayAdopt =
    published && published.origin === "made-here" && !type.adoptions.some((one) => one.organId === organId);
  const settle = async (act: typeof propose | typeof publish, done: string): Promise<void> => {
    try {
      refresh.put("getLicenceType", { params: { typeKey } }, await act.mutateAsync({ params: { typeKey } }));
      refresh.again("listLicenceTypes");
      showToast({ tone: "good", text: done });
    } catch (error) {
      const { title, lead } = words(error);
      setRefusal({ title, lead: problemCode(error) === "second-person-required" ? text.second : lead });
    }
  };
  return (
    <>
      {!national && unfinished?.state !== "proposed" && (
        <ButtonLink href={`/catalogue/${typeKey}/edit`} icon="edit">
          {unfinished ? text.edit : text.next}
        </ButtonLink>
      )}
      {!national && unfinished?.state !== "proposed" && (
        <ButtonLink href={`/catalogue/${typeKey}/template`} icon="image">
          {text.design}
        </ButtonLink>
      )}
      {unfinished?.state === "draft" && (
        <Button variant="primary" icon="send" onClick={() => setAsking("propose")}>
          {text.propose}
        </Button>
      )}
      {unfinished?.state === "proposed" && (
        <Button variant="primary" icon="check" onClick={() => setAsking("publish")}>
          {text.publish}
        </Button>
      )}
      {mayAdopt && (
        <Button variant={unfinished ? "secondary" : "primary"} icon="seal" onClick={() => setAsking("adopt")}>
          {text.adopt}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asking === "propose"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={text.proposeTitle(name, unfinished?.version ?? 0)}
        confirmLabel={text.propose}
        onConfirm={() => settle(propose, text.proposed)}
      >
        <p>{text.proposeLead}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === "publish"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={text.publishTitle(name, unfinished?.version ?? 0)}
        confirmLabel={text.publish}
        onConfirm={() => settle(publish, text.published)}
      >
        <p>{text.publishLead}</p>
      </ConfirmDialog>
      <Dialog
        isOpen={refusal !== undefined}
        onOpenChange={(open) => !open && setRefusal(undefined)}
        title={refusal?.title ?? ""}
        size="small"
      >
        <p>{refusal?.lead}</p>
      </Dialog>
      <AdoptDialog
        isOpen={asking === "adopt"}
        onClose={() => setAsking(undefined)}
        typeKey={typeKey}
        organId={organId}
        name={name}
      />
    </>
  );
}

interface AdoptDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly typeKey: string;
  readonly organId: string;
  readonly name: string;
}

/** Kinds that licences are issued under. */
const BINDING: ReadonlySet<string> = new Set(["licence", "official"]);

function AdoptDialog({ isOpen, onClose, typeKey, organId, name }: AdoptDialogProps) {
  const { acts: text } = useText(catalogueText);
  const refresh = useRefresh();
  const seals = useOperation("listSeals", {}, { enabled: isOpen });
  const adopt = useAct("adoptType");
  const failure = useFormFailure(useSayFault());
  const form = useForm<{ sealId: string }>({ defaultValues: { sealId: "" } });
  const usable =
    seals.data?.items.filter((seal) => seal.usable && seal.organId === organId && BINDING.has(seal.kind)) ??
    [];
  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={text.adoptTitle(name)}>
      <p>{text.adoptLead}</p>
      {seals.data && usable.length === 0 ? (
        <p>{text.adoptNoSeal}</p>
      ) : (
        <Form
          form={form}
          label={text.adoptTitle(name)}
          onSubmit={async ({ sealId }) => {
            const detail = await adopt
              .mutateAsync({ params: { typeKey }, body: { organId, sealId } })
              .catch((error: unknown) => {
                throw failure(error);
              });
            refresh.put("getLicenceType", { params: { typeKey } }, detail);
            refresh.again("listLicenceTypes");
            showToast({ tone: "good", text: text.adopted });
            onClose();
          }}
        >
          <SelectField
            label={text.adoptSeal}
            options={usable.map(({ sealId, name: sealName, number }) => ({
              value: sealId,
              label: `${sealName} ${number}`,
            }))}
            {...form.register("sealId", { required: text.adoptMissing })}
          />
          <Row fill>
            <Button onClick={onClose}>{text.cancel}</Button>
            <Button type="submit" variant="primary" icon="seal" pending={form.formState.isSubmitting}>
              {text.adopt}
            </Button>
          </Row>
        </Form>
      )}
    </Dialog>
  );
}
