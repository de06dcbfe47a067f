import type { LicenceDetail, StatusAct } from "@liangzheng/contract";
import { useEffect, useState } from "react";
import { useAct, useSession } from "../../api/index.ts";
import {
  Button,
  DateField,
  Dialog,
  Form,
  isoDay,
  Notice,
  RadioGroup,
  Row,
  showToast,
  TextArea,
  TextField,
  useForm,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { domainText } from "../domain-words.ts";
import { faultText, useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useRefresh } from "../use-refresh.ts";
import { useRequired } from "../use-required.ts";
import { fittingActs, isReversible } from "./fitting-acts.ts";
import { licenceText } from "./licence-words.ts";
import styles from "./licences.module.css";

interface ActValues {
  act: StatusAct;
  decidingOrgan: string;
  documentNumber: string;
  basis: string;
  reason: string;
  effectiveOn: string;
}

interface StatusActDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly licence: LicenceDetail;
}

/** Two steps in one dialog: what was decided, then the question that names the licence. */
export function StatusActDialog({ isOpen, onClose, licence }: StatusActDialogProps) {
  const { acts: text } = useText(licenceText);
  const words = useText(domainText);
  const language = useLanguage();
  const organ = useSession().session?.organ?.name ?? "";
  const refresh = useRefresh();
  const act = useAct("recordStatusAct");
  const failure = useFormFailure(useSayFault());
  const { summary } = licence;
  const acts = fittingActs(summary.status);
  const form = useForm<ActValues>();
  const [confirming, setConfirming] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    setConfirming(false);
    form.reset({
      decidingOrgan: organ,
      documentNumber: "",
      basis: "",
      reason: "",
      effectiveOn: isoDay(Date.now()),
    });
  }, [isOpen, organ, form]);

  const chosen = form.watch("act");
  const name = language === "en" ? summary.typeNameEn : summary.typeName;
  const { rules } = useText(faultText);
  const required = useRequired();
  const { register } = form;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      urgent={confirming}
      title={
        confirming
          ? text.confirmTitle(words.acts[chosen], name, summary.number, summary.holderName)
          : text.statusTitle(summary.number)
      }
    >
      {acts.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <Form
          form={form}
          label={text.statusTitle(summary.number)}
          onSubmit={async (values) => {
            if (!confirming) return setConfirming(true);
            await act
              .mutateAsync({ params: { licenceKey: summary.licenceKey }, body: values })
              .catch((error: unknown) => {
                setConfirming(false);
                throw failure(error);
              });
            refresh.again("getLicence", "searchLicences");
            showToast({ tone: "good", text: text.recorded });
            onClose();
          }}
        >
          <div className={styles["questions"]} hidden={confirming}>
            <RadioGroup
              legend={text.act}
              options={acts.map((value) => ({
                value,
                label: words.acts[value],
                hint: words.actHints[value],
              }))}
              {...register("act", { required: rules.choose(text.act) })}
            />
            <TextField
              label={text.decidingOrgan}
              hint={text.decidingHint}
              maxLength={100}
              {...register("decidingOrgan", required(text.decidingOrgan))}
            />
            <TextField
              label={text.documentNumber}
              maxLength={100}
              {...register("documentNumber", required(text.documentNumber))}
            />
            <TextField
              label={text.basis}
              hint={text.basisHint}
              maxLength={300}
              {...register("basis", required(text.basis))}
            />
            <TextArea
              label={text.reason}
              hint={text.reasonHint}
              limit={500}
              rows={3}
              {...register("reason", required(text.reason))}
            />
            <DateField
              label={text.effectiveOn}
              hint={text.effectiveHint}
              {...register("effectiveOn", required(text.effectiveOn))}
            />
          </div>
          {confirming && (
            <Notice tone={isReversible(chosen) ? "info" : "bad"}>
              <p>
                {chosen === "resume"
                  ? text.resumeNote
                  : isReversible(chosen)
                    ? text.reversible
                    : text.irreversible}
              </p>
            </Notice>
          )}
          <Row fill>
            <Button onClick={() => (confirming ? setConfirming(false) : onClose())}>{text.cancel}</Button>
            <Button
              type="submit"
              variant={confirming && !isReversible(chosen) ? "danger" : "primary"}
              pending={form.formState.isSubmitting && confirming}
              onClick={() => form.clearErrors()}
            >
              {confirming ? `${text.record}：${words.acts[chosen]}` : text.next}
            </Button>
          </Row>
        </Form>
      )}
    </Dialog>
  );
}
