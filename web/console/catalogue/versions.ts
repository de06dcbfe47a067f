import type { TypeDefinition, TypeDetail, TypeVersion } from "@liangzheng/contract";

/** Newest first. */
export const sortedVersions = ({ versions }: TypeDetail): readonly TypeVersion[] =>
  [...versions].sort((a, b) => b.version - a.version);

/** What is issued now: the newest published version. */
export const publishedDefinition = (type: TypeDetail): TypeDefinition | undefined =>
  sortedVersions(type).find(({ state }) => state === "published")?.definition;

/** The version under way, of which there is at most one. */
export const unfinishedVersion = (type: TypeDetail): TypeVersion | undefined =>
  type.versions.find(({ state }) => state !== "published");
