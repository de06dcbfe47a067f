import type { PlacedLine } from "../layout/fit-text.ts";
import type { PlacedText } from "../layout/page-layout.ts";
import type { Artwork, Box } from "../layout/template.ts";
import type { ImageFacts } from "./image-size.ts";
import { boxText, colourText, decimal, escapeXml } from "./xml-text.ts";

/** What of a TextObject is the same whatever the text. */
export interface TextFrame {
  readonly start: string;
  readonly colour: string;
}

export const textFrame = (id: number, box: Box, colour: string): TextFrame => ({
  start: `<ofd:TextObject ID="${id}" Boundary="${boxText(box)}" Font="`,
  colour: colour === "#000000" ? "" : `<ofd:FillColor Value="${colourText(colour)}"/>`,
});

/** GB/T 33190 TextObject: one object per text, one TextCode per line, so that the codes joined are the value. */
export function textObject({ start, colour }: TextFrame, font: number, text: PlacedText): string {
  const codes = textCodes(text.lines, text.field ?? "template");
  return `${start}${font}" Size="${decimal(text.size)}">${colour}${codes}</ofd:TextObject>\n`;
}

/** @throws OfdWriteError `control-character` naming the field. */
export function textCodes(lines: readonly PlacedLine[], field: string): string {
  let codes = "";
  for (const line of lines) {
    const deltas = line.deltaX.length === 0 ? "" : ` DeltaX="${deltaText(line.deltaX)}"`;
    codes += `<ofd:TextCode X="${decimal(line.x)}" Y="${decimal(line.y)}"${deltas}>${escapeXml(line.text, field)}</ofd:TextCode>`;
  }
  return codes;
}

/** In DeltaX `g n d` stands for n times d. */
function deltaText(deltas: readonly number[]): string {
  let text = "";
  for (let at = 0; at < deltas.length; ) {
    const delta = deltas[at] ?? 0;
    let next = at + 1;
    while (deltas[next] === delta) next++;
    const count = next - at;
    if (text !== "") text += " ";
    if (count > 2) text += `g ${count} ${decimal(delta)}`;
    else text += count === 2 ? `${decimal(delta)} ${decimal(delta)}` : decimal(delta);
    at = next;
  }
  return text;
}

export function pathObject(id: number, page: Box, art: Artwork): string {
  const box = art.box ?? page;
  const middle = `${decimal(box.width / 2)} ${decimal(box.height / 2)}`;
  const placed = art.placed === undefined ? "" : ` CTM="${art.placed.join(" ")} ${middle}"`;
  const flags =
    `${art.stroke === undefined ? ' Stroke="false"' : ` LineWidth="${decimal(art.lineWidth ?? 0.25)}"`}` +
    `${art.fill === undefined ? "" : ' Fill="true"'}${art.rule === "even-odd" ? ' Rule="Even-Odd"' : ""}`;
  const stroke = art.stroke === undefined ? "" : `<ofd:StrokeColor Value="${colourText(art.stroke)}"/>`;
  const fill = art.fill === undefined ? "" : `<ofd:FillColor Value="${colourText(art.fill)}"/>`;
  return `<ofd:PathObject ID="${id}" Boundary="${boxText(box)}"${placed}${flags}>${stroke}${fill}<ofd:AbbreviatedData>${art.path}</ofd:AbbreviatedData></ofd:PathObject>\n`;
}

/** Fills the box, keeping the proportions: what is too wide or too tall is cut evenly by the boundary. */
export function imageObject(id: number, resource: number, box: Box, facts: ImageFacts): string {
  const scale = Math.max(box.width / facts.width, box.height / facts.height);
  const width = facts.width * scale;
  const height = facts.height * scale;
  const matrix = `${decimal(width)} 0 0 ${decimal(height)} ${decimal((box.width - width) / 2)} ${decimal((box.height - height) / 2)}`;
  return `<ofd:ImageObject ID="${id}" Boundary="${boxText(box)}" CTM="${matrix}" ResourceID="${resource}"/>\n`;
}
