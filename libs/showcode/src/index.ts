/** The online presentation code (亮证码): an opaque handle as QR text and as digits to type. Pure. */
export { ShowCodeError, type ShowCodeErrorCode } from "./error.ts";
export type { RandomBytes } from "./random.ts";
export { formatShortCode, makeShortCode, parseShortCode, type ShortCode } from "./short-code.ts";
export { encodeShowCode, makeShowCode, parseShowCode, type ShowCode } from "./show-code.ts";
