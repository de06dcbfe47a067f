import { useDeferredValue, useState } from "react";
import { useOperation } from "../../../api/index.ts";
import { SelectField, type SelectFieldProps, TextField, useText } from "../../../ui/index.ts";
import { jointText } from "./joint-sealing-words.ts";
import { useOrganName } from "./use-organ-name.ts";

/** As many as the server gives at once: then there may be more, and they are looked for by name. */
const mostAtOnce = 50;

/** Takes `{...form.register("organ.code")}`; `chosen` is what it holds now, which stays on offer. */
export function OrganChoice({
  chosen,
  ...select
}: Omit<SelectFieldProps, "options" | "label"> & { readonly chosen: string }) {
  const text = useText(jointText);
  const [part, setPart] = useState("");
  const asked = useDeferredValue(part.trim());
  const organs = useOperation(
    "listOrgans",
    { query: asked ? { name: asked } : {} },
    { keepPrevious: true, staleTime: 60_000 },
  );
  const nameOf = useOrganName();
  const items = organs.data?.items ?? [];
  const options = items.map(({ code, name }) => ({ value: code, label: name }));
  if (chosen && !items.some(({ code }) => code === chosen))
    options.unshift({ value: chosen, label: nameOf(chosen) });
  return (
    <>
      {(part !== "" || items.length >= mostAtOnce) && (
        <TextField
          label={text.find}
          optional
          maxLength={60}
          value={part}
          onChange={(event) => setPart(event.target.value)}
        />
      )}
      <SelectField label={text.organ} options={options} {...select} />
    </>
  );
}
