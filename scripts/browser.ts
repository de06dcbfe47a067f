import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Is there a font that can draw Chinese? Without one every journey's screen is a row of boxes. */
function hasChineseFont(): boolean {
  const { status, stdout } = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  return status === 0 && stdout.trim() !== "";
}

const lacking = (): readonly string[] => [
  ...(browsers.some(existsSync) ? [] : ["chromium"]),
  ...(hasChineseFont() ? [] : ["fonts-noto-cjk"]),
];

/**
 * Finds what browser journeys need beyond npm, and installs it where it may: on Debian, as root.
 * @returns what is still lacking, by its Debian name; nothing when the journeys can run
 */
export function prepareBrowser(): readonly string[] {
  const before = lacking();
  if (before.length === 0 || process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return before;
  console.log(`installing ${before.join(" and ")}`);
  const apt = (...words: readonly string[]): boolean =>
    spawnSync("apt-get", words, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  if (apt("update")) apt("install", "-y", "--no-install-recommends", ...before);
  return lacking();
}
