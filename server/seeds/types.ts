import { readdirSync, readFileSync } from "node:fs";
import type { TypeDefinition } from "@liangzheng/contract";

const folder = new URL("types/", import.meta.url);

/** The licence types of the demonstration, by key. A file's name is its type's key. */
export function readLicenceTypes(): ReadonlyMap<string, TypeDefinition> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
  return new Map(
    files.map((file) => [
      file.slice(0, -".json".length),
      JSON.parse(readFileSync(new URL(file, folder), "utf8")) as TypeDefinition,
    ]),
  );
}
