import { createContext, useContext, useId } from "react";

export interface FieldError {
  /** `holders.0.name`; empty when the whole form failed. */
  readonly name: string;
  readonly message: string;
}

export interface FormErrors {
  readonly formId: string;
  readonly errors: readonly FieldError[];
}

export const FormErrorsContext = createContext<FormErrors | undefined>(undefined);

/** The id of a field, so that the summary can link to it before it is on the screen. */
export const fieldId = (formId: string, name: string): string =>
  `${formId}-${name.replace(/[^A-Za-z0-9_-]/g, "-")}`;

/** React Hook Form's error tree as a flat list. */
export function flattenErrors(errors: unknown, path = ""): FieldError[] {
  if (typeof errors !== "object" || errors === null) return [];
  const { type, message } = errors as { type?: unknown; message?: unknown };
  if (type !== undefined && (typeof type === "string" || typeof type === "number"))
    return [
      { name: /^root(\.|$)/.test(path) ? "" : path, message: typeof message === "string" ? message : "" },
    ];
  return Object.entries(errors).flatMap(([key, value]) =>
    key === "ref" ? [] : flattenErrors(value, path ? `${path}.${key}` : key),
  );
}

interface FieldIdentity {
  readonly id: string;
  readonly error: string | undefined;
  readonly hintId: string;
  readonly errorId: string;
}

/** Joins a field to its form: a stable id, and the error that the form knows for its name. */
export function useFieldIdentity(field: {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly error?: string | undefined;
}): FieldIdentity {
  const form = useContext(FormErrorsContext);
  const own = useId();
  const id = field.id ?? (form && field.name ? fieldId(form.formId, field.name) : own);
  const error =
    field.error ?? (field.name ? form?.errors.find(({ name }) => name === field.name)?.message : undefined);
  return { id, error, hintId: `${id}-hint`, errorId: `${id}-error` };
}

export const describedBy = (...ids: readonly (string | false | undefined)[]): string | undefined =>
  ids.filter(Boolean).join(" ") || undefined;
