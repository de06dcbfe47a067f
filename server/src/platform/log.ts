import pino, { type Logger } from "pino";

/** Names under which personal data could stand in a log line by mistake; what is known to be personal is `Redacted`. */
const never = [
  "name",
  "code",
  "number",
  "holder",
  "holders",
  "photo",
  "fields",
  "content",
  "cookie",
  "authorization",
];

/** One JSON line each, with names above removed wherever they stand at the top or one level down. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: null,
    redact: {
      paths: [
        ...never,
        ...never.map((name) => `*.${name}`),
        "req.headers.cookie",
        "req.headers.authorization",
      ],
      remove: true,
    },
  });
