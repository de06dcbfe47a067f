import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

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

/** Looks at all pictures in one run of a headless browser that can reach nobody. */
export async function look(pictures: readonly Picture[]): Promise<readonly Look[]> {
  if (executable === undefined) throw new Error("no browser");
  const folder = await mkdtemp(join(tmpdir(), "liangzheng-look-"));
  try {
    const page = join(folder, "look.html");
    const data = JSON.stringify(pictures).replaceAll("<", "\\u003c");
    await writeFile(
      page,
      `<!doctype html><meta charset="utf-8"><pre></pre><script>const pictures=${data};${script}</script>`,
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
(async () => {
  const pre = document.querySelector("pre");
  try {
    const looks = [];
    for (const picture of pictures) looks.push(await lookAt(picture));
    pre.textContent = JSON.stringify(looks);
  } catch (error) { pre.textContent = String(error); }
})();
`;
