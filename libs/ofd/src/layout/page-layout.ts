import { type FitFailure, type FontMetrics, fitText, isFitted, type PlacedLine } from "./fit-text.ts";
import { printedText } from "./printed-text.ts";
import type { Box, Face, Template, TextStyle } from "./template.ts";

export interface PlacedText {
  /** Of the field, or undefined for a fixed text. */
  readonly field?: string;
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
  readonly box: Box;
  readonly lines: readonly PlacedLine[];
}

/** A text that could not be set, by the id of its field (or by the fixed text itself). */
export type FitProblem = FitFailure & { readonly field: string };

export interface PageLayout {
  readonly texts: readonly PlacedText[];
  readonly problems: readonly FitProblem[];
}

/** Values by field id; a field whose value is absent or empty prints nothing. */
export function layoutPage(
  template: Template,
  values: ReadonlyMap<string, string>,
  metrics: FontMetrics,
): PageLayout {
  const texts: PlacedText[] = [];
  const problems: FitProblem[] = [];
  for (const field of template.fields) {
    const value = values.get(field.id);
    if (value === undefined || value === "") continue;
    const result = fitText(printedText(field.kind, value), field.box, field.style, metrics);
    if (isFitted(result)) texts.push({ field: field.id, ...placed(field.style, field.box), ...result });
    else problems.push({ field: field.id, ...result });
  }
  return { texts, problems };
}

/** The texts that every document of the template has. */
export function layoutFixedTexts(template: Template, metrics: FontMetrics): PageLayout {
  const texts: PlacedText[] = [];
  const problems: FitProblem[] = [];
  for (const { text, box, style } of template.texts) {
    const result = fitText(text, box, style, metrics);
    if (isFitted(result)) texts.push({ ...placed(style, box), ...result });
    else problems.push({ field: text, ...result });
  }
  return { texts, problems };
}

const placed = (style: TextStyle, box: Box) => ({ face: style.face, colour: style.colour, box });
