// The rules of scripts/walls.ts for dependency-cruiser; scripts/boundaries.ts runs them, over the tree and over a planted fault each.
import { contractLibraries, libraries, pureRuleFiles, roomsBelow, tiers, webApps } from "./scripts/walls.ts";

const anyOf = (names) => `(${names.join("|")})`;
const rooms = "^server/src/modules/";
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const libraryRules = Object.entries(libraries).map(([library, below]) =>
  forbid(
    `library-${library}`,
    `libs/${library} may import ${below.join(", ") || "no other library"}`,
    { path: `^libs/${library}/src/` },
    {
      path: "^(libs/[^/]+/src|contract|server|web|cli)/",
      pathNot: `^libs/${anyOf([library, ...below])}/src/`,
    },
  ),
);

const roomRules = tiers
  .flatMap((tier) => tier.rooms)
  .map((room) =>
    forbid(
      `room-${room}`,
      `${room} may import ${roomsBelow(room).join(", ") || "no other room"}`,
      { path: `${rooms}${room}/` },
      { path: rooms, pathNot: `${rooms}${anyOf([room, ...roomsBelow(room)])}/` },
    ),
  );

export default {
  forbidden: [
    forbid(
      "resolvable",
      "an import that cannot be resolved is a wall nobody watches",
      {},
      {
        couldNotResolve: true,
        pathNot: "\\?(url|worker)$",
      },
    ),
    ...libraryRules,
    forbid(
      "libraries-listed",
      "every library has its line in scripts/walls.ts",
      {
        path: "^libs/",
        pathNot: `^libs/${anyOf(Object.keys(libraries))}/`,
      },
      {},
    ),
    forbid(
      "libraries-are-pure",
      "libs do no I/O: no module of the runtime",
      { path: "^libs/" },
      {
        dependencyTypes: ["core"],
      },
    ),
    forbid(
      "contract-knows-words-only",
      `the contract may import ${contractLibraries.join(", ")}`,
      { path: "^contract/" },
      {
        path: "^(libs/[^/]+/src|server|web|cli)/",
        pathNot: `^libs/${anyOf(contractLibraries)}/src/`,
      },
    ),
    forbid(
      "contract-is-pure",
      "the browser reads the contract too",
      { path: "^contract/" },
      {
        dependencyTypes: ["core"],
      },
    ),
    forbid(
      "platform-knows-no-room",
      "the platform has no licence words",
      { path: "^server/src/platform/" },
      { path: "^server/src/(modules|main)/" },
    ),
    ...roomRules,
    forbid(
      "rooms-listed",
      "every room has a tier in scripts/walls.ts",
      {
        path: rooms,
        pathNot: `${rooms}${anyOf(tiers.flatMap((tier) => tier.rooms))}/`,
      },
      {},
    ),
    forbid(
      "rooms-by-their-face",
      "a room is entered through its index.ts",
      { path: `${rooms}([^/]+)/` },
      { path: `${rooms}[^/]+/`, pathNot: `${rooms}($1/|[^/]+/index\\.ts$)` },
    ),
    forbid(
      "stores-stay-home",
      "only its own room sees a store",
      { path: "^", pathNot: rooms },
      { path: `${rooms}[^/]+/(store|[a-z]+-store)\\.ts$` },
    ),
    forbid(
      "routes-only-for-main",
      "routes are mounted by the composition root and imported by nobody else",
      { path: "^", pathNot: "^server/src/main/" },
      { path: `${rooms}[^/]+/(routes|[a-z]+-routes)\\.ts$` },
    ),
    forbid(
      "rooms-do-not-know-main",
      "the composition root composes, and is not imported",
      { path: rooms },
      { path: "^server/src/main/" },
    ),
    forbid(
      "rules-are-pure",
      "files of rules see neither tables nor the framework",
      { path: `${rooms}${anyOf(pureRuleFiles)}\\.ts$` },
      {
        path: "(/(store|routes|[a-z]+-store|[a-z]+-routes)\\.ts$|^server/src/platform/(postgres/|http\\.ts|schema\\.gen\\.ts)|node_modules/(kysely|pg|fastify)/)",
      },
    ),
    forbid(
      "server-stands-alone",
      "the server imports no app and no command",
      { path: "^server/" },
      {
        path: "^(web|cli)/",
      },
    ),
    forbid(
      "web-speaks-http",
      "an app knows the contract, never the server",
      { path: "^web/" },
      {
        path: "^(server|cli)/",
      },
    ),
    forbid(
      "apps-are-apart",
      "apps do not import each other",
      { path: `^web/${anyOf(webApps)}/` },
      { path: `^web/${anyOf(webApps)}/`, pathNot: "^web/$1/" },
    ),
    forbid(
      "shared-web-knows-no-app",
      "what apps share knows none of them",
      { path: "^web/[^/]+/", pathNot: `^web/${anyOf(webApps)}/` },
      { path: `^web/${anyOf(webApps)}/` },
    ),
    forbid(
      "components-behind-ui",
      "React Aria is used behind web/ui only",
      { path: "^web/", pathNot: "^web/ui/" },
      { path: "node_modules/(react-aria-components|react-aria|react-stately|@react-aria|@react-stately)/" },
    ),
    forbid(
      "tests-stay-outside",
      "what ships does not import what tests it",
      { path: "^", pathNot: "^web/gallery/check\\.ts$|/testing/" },
      {
        path: ["^(libs|server|web|cli)/testing/", "^(libs|server|web|cli)/.*/testing/", "\\.test\\.tsx?$"],
      },
    ),
    forbid(
      "cli-enters-by-main",
      "commands use what the composition root and the platform offer, never a room",
      { path: "^cli/" },
      { path: `(${rooms}|^web/)` },
    ),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".css", ".d.ts"],
    },
  },
};
