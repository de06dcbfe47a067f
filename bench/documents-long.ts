import { prepareMaking } from "./make-documents.ts";
import type { BenchTable } from "./table.ts";

const documents = 100_000;
const step = 10_000;

/** A hundred thousand documents created and sealed in one run: does the cost of one, or the memory, grow? */
export async function benchDocumentsLong(): Promise<BenchTable> {
  const { book, maker } = prepareMaking();
  const make = maker(book, false);
  for (let i = 0; i < 1000; i++) make();
  const costs: number[] = [];
  const resident: number[] = [];
  const rows: (string | number)[][] = [];
  for (let done = step; done <= documents; done += step) {
    const before = process.cpuUsage();
    for (let i = 0; i < step; i++) make();
    const { user, system } = process.cpuUsage(before);
    const { rss, heapUsed, external } = process.memoryUsage();
    const megabytes = [rss, heapUsed, external].map((bytes) => Math.round(bytes / 2 ** 20));
    const milliseconds = (user + system) / 1000 / step;
    costs.push(milliseconds);
    resident.push(megabytes[0] ?? 0);
    rows.push([done.toLocaleString("en"), Math.round(1000 / milliseconds), milliseconds, ...megabytes]);
  }
  const ratio = (values: readonly number[]): string =>
    ((values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN)).toFixed(2);
  return {
    title: `${documents.toLocaleString("en")} documents created and sealed in one run`,
    columns: ["documents", "per CPU-second", "ms each", "resident MB", "heap MB", "outside the heap MB"],
    rows,
    notes: [
      `Last ten thousand ÷ first: cost ${ratio(costs)}, resident memory ${ratio(resident)}.`,
      "Embedded fonts, no photo, sealed, no time stamp; 256 different documents in turn; behind a thousand to get warm.",
      "One run: other work on the machine shows.",
    ],
  };
}
