import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { crc32, deflateSync } from "node:zlib";

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

/** Whether there is a browser to look with; tests that want one are skipped where there is none. */
export const hasBrowser = executable !== undefined;

/** A part of a page, in millimetres. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  readonly svg: string;
  /** Drawn at the larger zoom instead, to prove that a difference is seen. */
  readonly larger?: string;
  readonly areas?: readonly Area[];
}

/** How a picture looks as an `<img>`, which is how viewers show it. */
export interface Look {
  /** Of 255: how far the picture at four pixels a millimetre is from the one at eight, halved; mean and worst cell. */
  readonly meanDifference: number;
  readonly worstCell: number;
  /** For each area, the share of its pixels that are darker than its lightest. */
  readonly ink: readonly number[];
  /** Anything but white on the whole page. */
  readonly inked: number;
}

/** A page as a picture, at four pixels a millimetre or at eight. */
export interface Drawn {
  readonly svg: string;
  readonly zoom: 1 | 2;
}

/** How far two pictures are from one another, of 255, both in grey at four pixels a millimetre. */
export interface Likeness {
  /** Mean difference over two millimetres square, where it is greatest: nothing is missing. */
  readonly worstCell: number;
  /**
   * The share of pixels that differ by more than 48 after a blur over five, which takes in what renderers do differently at the
   * edges of a stroke: nothing is shifted.
   */
  readonly differing: number;
}

/** The major version of the browser: pixels are compared with kept ones by the same only. */
export async function browserVersion(): Promise<string> {
  if (executable === undefined) throw new Error("no browser");
  const { stdout } = await promisify(execFile)(executable, ["--version"]);
  return /(\d+)\./.exec(stdout)?.[1] ?? stdout.trim();
}

/** A PNG of a page of so many millimetres, to be looked at like our own drawing of it. */
export const pngPage = (png: Uint8Array, width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}">` +
  `<image width="${width}" height="${height}" preserveAspectRatio="none" href="data:image/png;base64,${Buffer.from(png).toString("base64")}"/></svg>`;

/** Looks at all pictures in one run of a headless browser that can reach nobody. */
export const look = (pictures: readonly Picture[]): Promise<readonly Look[]> => inBrowser("lookAt", pictures);

export const compare = (pairs: readonly (readonly [Drawn, Drawn])[]): Promise<readonly Likeness[]> =>
  inBrowser("compareTwo", pairs);

/** PNGs (ISO/IEC 15948) in sixteen greys, as small as zlib makes them: pictures to keep. */
export async function draw(pictures: readonly Drawn[]): Promise<readonly Uint8Array[]> {
  const drawn = await inBrowser<{ width: number; height: number; levels: string }>("keep", pictures);
  return drawn.map(({ width, height, levels }) => {
    const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    // Each row is a filter of 0 and its pixels, two in a byte: one hexadecimal digit each, which the browser gives.
    const rows = Buffer.from(levels.replace(new RegExp(`.{${width}}`, "g"), "00$&"), "hex");
    const chunks = [
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(rows, { level: 9 })),
      chunk("IEND", Buffer.of()),
    ];
    return new Uint8Array(Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks]));
  });
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

async function inBrowser<T>(
  work: "lookAt" | "compareTwo" | "keep",
  items: readonly unknown[],
): Promise<readonly T[]> {
  if (executable === undefined) throw new Error("no browser");
  const folder = await mkdtemp(join(tmpdir(), "liangzheng-look-"));
  try {
    const page = join(folder, "look.html");
    const data = JSON.stringify(items).replaceAll("<", "\\u003c");
    await writeFile(
      page,
      `<!doctype html><meta charset="utf-8"><pre></pre><script>const items=${data};${script};answer(${work})</script>`,
    );
    const { stdout } = await promisify(execFile)(
      executable,
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        `--user-data-dir=${join(folder, "profile")}`,
        "--virtual-time-budget=600000",
        "--dump-dom",
        pathToFileURL(page).href,
      ],
      { maxBuffer: 64 << 20 },
    );
    const result = /<pre>(.*?)<\/pre>/s.exec(stdout)?.[1] ?? "";
    if (!result.startsWith("[")) throw new Error(`the browser did not answer: ${result.slice(0, 200)}`);
    return JSON.parse(result);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs in the browser. Cells are two millimetres wide: anti-aliasing evens out in them, a missing glyph does not. */
const script = `
const scale = 4, cell = 8;
function draw(image, times) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.mm[0] * scale) * times;
  canvas.height = Math.round(image.mm[1] * scale) * times;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
const grey = (data, at) => (data[at] + data[at + 1] + data[at + 2]) / 3;
async function load(svg) {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  await image.decode();
  image.mm = /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/.exec(svg).slice(1).map(Number);
  return image;
}
async function lookAt({ svg, larger = svg, areas = [] }) {
  const small = draw(await load(svg), 1), large = draw(await load(larger), 2);
  const { width, height } = small;
  const cells = new Map();
  let sum = 0, inked = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const one = grey(small.data, (y * width + x) * 4);
    let two = 0;
    for (const [i, j] of [[0, 0], [1, 0], [0, 1], [1, 1]]) two += grey(large.data, ((2 * y + j) * 2 * width + 2 * x + i) * 4) / 4;
    if (one < 250) inked++;
    sum += Math.abs(one - two);
    const key = Math.floor(y / cell) * 10000 + Math.floor(x / cell);
    cells.set(key, (cells.get(key) ?? 0) + one - two);
  }
  const ink = areas.map((area) => {
    const from = [Math.floor(area.x * scale), Math.floor(area.y * scale)];
    const to = [Math.ceil((area.x + area.width) * scale), Math.ceil((area.y + area.height) * scale)];
    const values = [];
    for (let y = Math.max(0, from[1]); y < Math.min(height, to[1]); y++)
      for (let x = Math.max(0, from[0]); x < Math.min(width, to[0]); x++) values.push(grey(small.data, (y * width + x) * 4));
    const light = Math.max(...values);
    return values.filter((value) => value < light - 60).length / Math.max(1, values.length);
  });
  const worstCell = Math.max(...[...cells.values()].map((value) => Math.abs(value) / (cell * cell)));
  return { meanDifference: sum / (width * height), worstCell, ink, inked: inked / (width * height) };
}
async function greys({ svg, zoom }) {
  const { data, width, height } = draw(await load(svg), zoom);
  const across = width / zoom, out = new Float32Array(across * (height / zoom));
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++)
    out[Math.floor(y / zoom) * across + Math.floor(x / zoom)] += grey(data, (y * width + x) * 4) / (zoom * zoom);
  return { out, across, down: height / zoom };
}
async function compareTwo([first, second]) {
  const one = await greys(first), other = await greys(second);
  if (one.across !== other.across || one.down !== other.down) throw new Error("pages of two sizes");
  const { across, down } = one, difference = one.out.map((value, at) => value - other.out[at]);
  const cells = new Map();
  let differing = 0;
  for (let y = 0; y < down; y++) for (let x = 0; x < across; x++) {
    const key = Math.floor(y / cell) * 10000 + Math.floor(x / cell);
    cells.set(key, (cells.get(key) ?? 0) + difference[y * across + x]);
    let sum = 0;
    for (let j = -2; j <= 2; j++) for (let i = -2; i <= 2; i++)
      sum += difference[Math.min(down - 1, Math.max(0, y + j)) * across + Math.min(across - 1, Math.max(0, x + i))];
    if (Math.abs(sum) / 25 > 48) differing++;
  }
  return { worstCell: Math.max(...[...cells.values()].map((value) => Math.abs(value) / (cell * cell))), differing: differing / (across * down) };
}
async function keep({ svg, zoom }) {
  const { data, width, height } = draw(await load(svg), zoom);
  let levels = "";
  for (let at = 0; at < data.length; at += 4)
    levels += Math.round((data[at + 3] === 0 ? 255 : grey(data, at)) / 17).toString(16);
  return { width, height, levels };
}
async function answer(work) {
  const pre = document.querySelector("pre");
  try {
    const answers = [];
    for (const item of items) answers.push(await work(item));
    pre.textContent = JSON.stringify(answers);
  } catch (error) { pre.textContent = String(error); }
}
`;
