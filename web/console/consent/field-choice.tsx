import type { UseItem } from "@liangzheng/contract";
import type { ReactNode } from "react";
import { fieldLabelOf } from "../../api/index.ts";
import { Checkbox, Fieldset, useLanguage } from "../../ui/index.ts";

interface FieldChoiceProps {
  readonly legend: ReactNode;
  readonly hint: ReactNode;
  readonly options: UseItem["fields"];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Which fields: one question of the form, `fields`, whose error stands once above all the boxes. */
export function FieldChoice({ legend, hint, options, chosen, onChange }: FieldChoiceProps) {
  const language = useLanguage();
  return (
    <Fieldset legend={legend} hint={hint} role="group" name="fields">
      {options.map((field) => (
        <Checkbox
          key={field.id}
          label={fieldLabelOf(field, language)}
          checked={chosen.includes(field.id)}
          onChange={({ target }) =>
            onChange(
              options.flatMap(({ id }) =>
                (id === field.id ? target.checked : chosen.includes(id)) ? [id] : [],
              ),
            )
          }
        />
      ))}
    </Fieldset>
  );
}
