import type { TypeDefinition } from "@liangzheng/contract";

/** A type whose page is being designed. */
export interface TemplateDesignerProps {
  readonly definition: TypeDefinition;
  readonly onChange: (template: TypeDefinition["template"]) => void;
}
