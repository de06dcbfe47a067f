import { apps } from "@liangzheng/contract";
import { type Config, readConfig } from "./config.ts";
import type { Services } from "./services.ts";
import { start } from "./start.ts";

class PagesMissing extends Error {
  override readonly name = "PagesMissing";
}

/**
 * Runs the server until it is told to stop (SIGTERM, SIGINT): then it answers what it has in hand and closes in order.
 * Reads the environment; this is the only place that does.
 * @param built whether the pages are there, once whoever builds them is done.
 * @throws ConfigError, KeyFileError, EmbeddedBusy, MigrationError, DemonstrationData, PagesMissing: each says what to do.
 */
export async function serve(tell: (line: string) => void, built: Promise<boolean>): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  const fill = config.mode === "demo" ? (await import("../../seeds/run.ts")).seedWhenEmpty(tell) : undefined;
  const prepare = async (services: Services): Promise<void> => {
    await fill?.(services);
    if (!(await built)) throw new PagesMissing("the pages could not be built; what failed stands above");
  };
  const running = await start({ config, tell, prepare });
  for (const line of welcome(config)) tell(line);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  tell("stopping: requests in hand are answered first");
  await running.stop();
}

/** Where to go and what to try: the first thing a newcomer reads. */
function welcome(config: Config): string[] {
  const address = Object.fromEntries(apps.map((app) => [app, `${config.origins[app]}/${app}/`])) as Record<
    (typeof apps)[number],
    string
  >;
  const lines = [
    "",
    `${config.title} 已启动 / is running (${config.mode})`,
    "",
    `  我的证照 Wallet            ${address.wallet}`,
    `  政务工作台 Console          ${address.console}`,
    `  执法核验 Officer            ${address.officer}`,
    `  公众服务 Public             ${address.public}`,
  ];
  if (config.mode === "production") return lines;
  return [
    ...lines,
    "",
    "  登录无需密码:在登录页选择一位虚构人员。No passwords: choose a fictitious person on the sign-in page.",
    "",
    "  试一试 / Try this:",
    "   1. 在「我的证照」以第一位驾驶员登录,打开道路运输从业资格证,点「亮证」。",
    "      Sign in to the wallet as the first driver, open the practitioner's certificate, tap 亮证.",
    "   2. 在「执法核验」以第一位执法人员登录,扫码,或手输十位数字码。",
    "      Sign in as the first officer and scan the code, or type its ten digits.",
    "   3. 在「政务工作台」以交通运输局经办人登录,暂扣这本证照:刚亮出的码会显示已暂扣,之后不能再亮证。",
    "      Sign in to the console as the transport bureau's clerk and suspend it: a code already shown then reads suspended.",
    "",
    `  Ctrl+C 停止 / stops. 数据在 / data in: ${config.dataFolder}`,
  ];
}
