import { type Operation, operations } from "@liangzheng/contract";
import { problemTypes, raisedByAny, raisers } from "./problem-types.ts";
import { roomsBelow, tiers } from "./walls.ts";

const written = (by: string): string =>
  `<!-- Written by \`npm run generate\` from ${by}; the gate compares. Do not edit. -->\n`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");

const code = (text: string): string => `\`${text}\``;
const list = (items: readonly string[]): string => items.map(code).join(", ");

/** docs/problems.md */
export function problemsText(): string {
  const rows = problemTypes().map((problem) => [
    code(problem.code),
    String(problem.status),
    problem.title,
    raisedByAny(problem) ? "any operation" : raisersText(raisers(problem)),
  ]);
  return `# Problems

${written("contract/src/problems.ts and the operations")}
A failure that a caller may rely on is answered as \`application/problem+json\` (RFC 9457). Its \`type\` is
\`urn:liangzheng:problem:\` and the code; status and title never vary. \`detail\` is for people. \`invalid-input\` lists
\`faults\`: a JSON pointer, the rule broken and a sentence, never the rejected value.

${table(["code", "status", "title", "raised by"], rows)}`;
}

/** A problem of nearly every operation is easier to read as its exceptions. */
function raisersText(ids: readonly string[]): string {
  const all = Object.keys(operations);
  const others = all.filter((id) => !ids.includes(id));
  if (others.length === 0) return "every operation";
  return others.length < all.length / 3 ? `every operation but ${list(others)}` : list(ids);
}

const repeats: Readonly<Record<Operation["repeats"], string>> = {
  recorded: "recorded answer",
  own: "its own answer",
  harmless: "harmless",
};

/** docs/operations.md */
export function operationsText(): string {
  const all: readonly Operation[] = Object.values(operations);
  const rooms = [...new Set(all.map(({ room }) => room))];
  const chapters = rooms.map((room) => {
    const rows = all
      .filter((op) => op.room === room)
      .map((op) => [
        code(op.id),
        code(`${op.method} ${op.path}`),
        op.summary,
        op.callers.join(", "),
        op.method === "GET" ? "" : repeats[op.repeats],
      ]);
    return `## ${room}\n\n${table(["operation", "route", "what it does", "who may call", "when repeated"], rows)}`;
  });
  return `# Operations

${written("contract/src")}
${all.length} operations under \`/api/v1\`; \`contract/openapi.json\` has their shapes, [problems.md](problems.md) their failures.
A write that is not harmless needs an \`Idempotency-Key\` header: new for each write, the same for its retries.
\`Liangzheng-App\` names the app whose session answers.

${chapters.join("\n")}`;
}

/** docs/rooms.md */
export function roomsText(): string {
  const rows = tiers.flatMap(({ name, rooms }) =>
    rooms.map((room) => [name, code(room), list(roomsBelow(room)) || "no other room"]),
  );
  const height = [...tiers].reverse();
  const picture = height.map(
    ({ name, rooms }) => `  subgraph ${name}\n${rooms.map((room) => `    ${room}\n`).join("")}  end\n`,
  );
  const downward = height.slice(0, -1).map(({ name }, at) => `  ${name} --> ${height[at + 1]?.name}\n`);
  const sideways = tiers.flatMap(({ rooms }) =>
    rooms.flatMap((room) =>
      roomsBelow(room)
        .filter((other) => rooms.includes(other))
        .map((other) => `  ${room} --> ${other}\n`),
    ),
  );
  return `# Rooms

${written("scripts/walls.ts")}
The modules of the server, \`server/src/modules/\`. Imports go downward, through a room's \`index.ts\`; the edges inside
a tier are the named ones. \`npm run check\` holds them.

${table(["tier", "room", "may import"], rows)}
\`\`\`mermaid
flowchart TD
${[...picture, ...downward, ...sideways].join("")}\`\`\`
`;
}
