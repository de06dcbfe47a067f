import { connect } from "node:net";
import type { LoadReport, LoadTask } from "./load-task.ts";

/**
 * A load generator: a bounded number of prepared requests over keep-alive connections to this machine, one in flight on
 * each. It speaks just the HTTP that our server answers (Content-Length, no chunks) and parses no more: an agent of
 * `node:http` would itself be what is measured.
 */
process.on("message", (task: LoadTask) => {
  run(task).then(
    (report) => process.send?.(report),
    (error: unknown) => process.send?.({ fault: error instanceof Error ? error.message : String(error) }),
  );
});
process.on("disconnect", () => process.exit());

async function run({ port, requests, connections, expect }: LoadTask): Promise<LoadReport> {
  const prepared = requests.map((text) => Buffer.from(text));
  const wanted = Buffer.from(expect);
  const latencies = new Float64Array(prepared.length);
  let next = 0;
  let wrong = 0;
  let sample: string | undefined;
  const lane = (): Promise<void> =>
    new Promise((done, fail) => {
      const socket = connect({ host: "127.0.0.1", port, noDelay: true });
      let at = -1;
      let sentAt = 0;
      let got: Buffer = Buffer.alloc(0);
      const send = (): void => {
        at = next++;
        const request = prepared[at];
        if (request === undefined) {
          socket.end();
          done();
          return;
        }
        sentAt = performance.now();
        socket.write(request);
      };
      socket.once("connect", send);
      socket.once("error", fail);
      socket.once("close", () => fail(new Error("the server closed a connection")));
      socket.on("data", (part) => {
        got = got.length === 0 ? part : Buffer.concat([got, part]);
        const head = got.indexOf("\r\n\r\n");
        if (head < 0) return;
        const length = /content-length: (\d+)/i.exec(got.toString("latin1", 0, head));
        if (length === null) throw new Error("an answer without a length");
        if (got.length < head + 4 + Number(length[1])) return;
        latencies[at] = performance.now() - sentAt;
        if (got.indexOf("HTTP/1.1 200") !== 0 || !got.includes(wanted)) {
          wrong++;
          sample ??= got.toString("utf8");
        }
        got = Buffer.alloc(0);
        send();
      });
    });
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - start) / 1000;
  const sorted = latencies.sort();
  return {
    seconds,
    wrong,
    sample,
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}
