import type { UseFormReturn } from "react-hook-form";
import { TextArea, TextField, useText } from "../../ui/index.ts";
import { useRequired } from "../use-required.ts";
import { lifeText } from "./life-words.ts";

/** What every act on a seal stands on. */
export interface GroundValues {
  decidingOrgan: string;
  documentNumber: string;
  reason: string;
}

/** The three questions of every act, for a form whose values hold them. */
export function GroundFields({ form }: { form: UseFormReturn<GroundValues> }) {
  const { ground: text } = useText(lifeText);
  const required = useRequired();
  const { register } = form;
  return (
    <>
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
      <TextArea label={text.reason} limit={500} rows={3} {...register("reason", required(text.reason))} />
    </>
  );
}
