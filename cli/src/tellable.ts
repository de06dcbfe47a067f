/** What can keep a command from succeeding and says itself what to do: told without a stack. */
const names = new Set([
  "ConfigError",
  "KeyFileError",
  "EmbeddedBusy",
  "MigrationError",
  "DemonstrationData",
  "InstallationError",
  "PagesMissing",
]);

/** The words of a failure that explains itself; undefined for a bug. */
export function tellable(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && error.code === "EADDRINUSE")
    return `${error.message}: set LIANGZHENG_PORT to another port`;
  return names.has(error.name) ? error.message : undefined;
}
