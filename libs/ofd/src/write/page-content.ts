import type { PlacedLine } from "../layout/fit-text.ts";
import type { PlacedText } from "../layout/page-layout.ts";
import type { Artwork, Box } from "../layout/template.ts";
import type { ImageFacts } from "./image-size.ts";
import { OfdWriteError } from "./write-error.ts";
import { boxText, colourText, decimal, escapeXml } from "./xml-text.ts";

/** GB/T 33190 TextObject: one object per text, one TextCode per line, so that the codes joined are the value. */
export function textObject(id: number, font: number, text: PlacedText): string {
  const colour = text.colour === "#000000" ? "" : `<ofd:FillColor Value="${colourText(text.colour)}"/>`;
  const codes = textCodes(text.lines, text.field ?? "template");
  return `<ofd:TextObject ID="${id}" Boundary="${boxText(text.box)}" Font="${font}" Size="${decimal(text.size)}">${colour}${codes}</ofd:TextObject>\n`;
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
  const flags =
    `${art.stroke === undefined ? ' Stroke="false"' : ` LineWidth="${decimal(art.lineWidth ?? 0.25)}"`}` +
    `${art.fill === undefined ? "" : ' Fill="true"'}${art.rule === "even-odd" ? ' Rule="Even-Odd"' : ""}`;
  const stroke = art.stroke === undefined ? "" : `<ofd:StrokeColor Value="${colourText(art.stroke)}"/>`;
  const fill = art.fill === undefined ? "" : `<ofd:FillColor Value="${colourText(art.fill)}"/>`;
  return `<ofd:PathObject ID="${id}" Boundary="${boxText(art.box ?? page)}"${flags}>${stroke}${fill}<ofd:AbbreviatedData>${art.path}</ofd:AbbreviatedData></ofd:PathObject>\n`;
}

/** Fills the box, keeping the proportions: what is too wide or too tall is cut evenly by the boundary. */
export function imageObject(id: number, resource: number, box: Box, facts: ImageFacts): string {
  const scale = Math.max(box.width / facts.width, box.height / facts.height);
  const width = facts.width * scale;
  const height = facts.height * scale;
  const matrix = `${decimal(width)} 0 0 ${decimal(height)} ${decimal((box.width - width) / 2)} ${decimal((box.height - height) / 2)}`;
  return `<ofd:ImageObject ID="${id}" Boundary="${boxText(box)}" CTM="${matrix}" ResourceID="${resource}"/>\n`;
}

/**
 * Modules as horizontal strokes, dark where true, without quiet zone: sharp at every scale. Strokes are two per cent
 * thicker than a module so that no viewer shows hairlines between rows.
 * @throws OfdWriteError `bad-qr` unless the matrix is square.
 */
export function qrObject(id: number, box: Box, modules: readonly (readonly boolean[])[]): string {
  const count = modules.length;
  if (count === 0 || modules.some((row) => row.length !== count)) throw new OfdWriteError("bad-qr", "qr");
  const side = Math.min(box.width, box.height);
  // Twentieths of a millimetre keep the numbers, and there are a thousand of them, short.
  const module = side / count > 0.2 ? Math.floor((side / count) * 20) / 20 : side / count;
  const start = { x: box.x + (box.width - module * count) / 2, y: box.y + (box.height - module * count) / 2 };
  const place = { ...start, width: module * count, height: module * count };
  const edges = Array.from({ length: count + 1 }, (_, i) => decimal(i * module));
  const starts = edges.map((edge) => ` M ${edge} `);
  // A code has some four hundred strokes: few joints each are what makes it quick.
  let path = "";
  modules.forEach((row, y) => {
    const middle = decimal((y + 0.5) * module);
    const onward = `${middle} L `;
    const end = ` ${middle}`;
    for (let x = 0; x < count; x++) {
      if (row[x] !== true) continue;
      const first = x;
      while (row[x + 1] === true) x++;
      path += starts[first] + onward + edges[x + 1] + end;
    }
  });
  return `<ofd:PathObject ID="${id}" Boundary="${boxText(place)}" LineWidth="${decimal(module * 1.02)}"><ofd:AbbreviatedData>${path.slice(1)}</ofd:AbbreviatedData></ofd:PathObject>\n`;
}
