import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import {
  type FieldValues,
  type Path,
  type UseFormProps,
  type UseFormReturn,
  useFormState,
  useForm as useHookForm,
} from "react-hook-form";
import { classNames } from "./class-names.ts";
import { ErrorSummary } from "./error-summary.tsx";
import styles from "./form.module.css";
import { type FieldError, FormErrorsContext, flattenErrors } from "./form-errors.ts";
import { useErrorTitle } from "./page-title.ts";
import { findProblem, pointerToPath } from "./problem.ts";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

/**
 * React Hook Form with our defaults. Checked at submit only: an error that goes away when a field is left
 * moves the page under the finger that is just pressing a button. The focus is left to the error summary.
 */
export const useForm = <Values extends FieldValues>(
  props: UseFormProps<Values> = {},
): UseFormReturn<Values> =>
  useHookForm<Values>({ reValidateMode: "onSubmit", shouldFocusError: false, ...props });

export interface FormProps<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  /** Throwing an error that carries a problem document puts its messages at the fields. */
  readonly onSubmit: (values: Values) => void | Promise<void>;
  readonly children: ReactNode;
  /** The name of the form for screen readers. */
  readonly label?: string;
}

/**
 * Errors as GOV.UK found them to work: a summary at the top that takes the focus and links to the fields,
 * the same words at the field, and "错误:" before the page title.
 */
export function Form<Values extends FieldValues>({ form, onSubmit, children, label }: FormProps<Values>) {
  const text = useText(uiText);
  const formId = useId();
  const element = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [traceId, setTraceId] = useState("");
  const { errors: tree, submitCount } = useFormState({ control: form.control });
  const errors = inOrderOfPage(flattenErrors(tree), element.current);
  useErrorTitle(errors.length > 0);

  const failed = errors.length > 0;
  useEffect(() => {
    if (submitCount > 0 && failed) summary.current?.focus();
  }, [submitCount, failed]);

  const submit = form.handleSubmit(async (values) => {
    setTraceId("");
    try {
      await onSubmit(values);
    } catch (error) {
      const problem = findProblem(error);
      setTraceId(problem?.traceId ?? "");
      const lost = (problem?.errors ?? []).filter((one) => {
        const path = fieldPath(one.field, element.current);
        if (path)
          form.setError(path as Path<Values>, { type: "server", message: wording(one.rule, one.message) });
        return !path;
      });
      if (!problem || problem.errors.length === 0 || lost.length > 0)
        form.setError("root.server", {
          type: "server",
          message: lost[0]?.message || problem?.detail || problem?.title || text.error.offline,
        });
    }
  });

  const rules: Readonly<Record<string, string>> = {
    required: text.form.required,
    format: text.form.format,
    pattern: text.form.format,
    minLength: text.form.tooShort,
    maxLength: text.form.tooLong,
    minimum: text.form.outOfRange,
    maximum: text.form.outOfRange,
    enum: text.form.notAllowed,
    const: text.form.notAllowed,
  };
  const wording = (rule: string, message: string): string => rules[rule] ?? (message || text.form.invalid);

  return (
    <FormErrorsContext value={{ formId, errors }}>
      <form
        ref={element}
        className={c("form")}
        noValidate
        aria-label={label}
        onSubmit={(event) => {
          void submit(event);
        }}
      >
        {failed && (
          <ErrorSummary
            ref={summary}
            formId={formId}
            errors={errors}
            title={errors.some(({ name }) => name) ? text.form.summary : text.form.failed}
            {...(traceId && { traceId })}
          />
        )}
        {children}
      </form>
    </FormErrorsContext>
  );
}

/** The form's own field for a pointer; `/body` in front and a missing leaf are forgiven. */
function fieldPath(pointer: string, form: HTMLFormElement | null): string | undefined {
  const path = pointerToPath(pointer);
  for (const start of [path, path.replace(/^body\./, "")])
    for (let name = start; name; name = name.slice(0, Math.max(0, name.lastIndexOf("."))))
      if (form?.elements.namedItem(name)) return name;
  return undefined;
}

function inOrderOfPage(errors: readonly FieldError[], form: HTMLFormElement | null): readonly FieldError[] {
  const names = Array.from(form?.elements ?? [], (one) => one.getAttribute("name"));
  const place = ({ name }: FieldError): number => (name ? names.indexOf(name) : -1);
  return [...errors].sort((a, b) => place(a) - place(b));
}
