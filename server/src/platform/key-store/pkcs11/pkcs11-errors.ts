import { NativeCallError } from "../native/native-call.ts";

/** A call that did not end well: the code of the module (PKCS #11 v2.40 §5.1), or no answer in time. */
export class Pkcs11Error extends NativeCallError {
  override readonly name = "Pkcs11Error";
  constructor(functionName: string, code: number | "no answer", over?: Promise<void>) {
    super(functionName, code, describeCode, over);
  }
}

/** Those that an operator meets; of the rest the number, which the vendor's handbook has. */
const words: Readonly<Record<number, string>> = {
  3: "CKR_SLOT_ID_INVALID, no such slot",
  5: "CKR_GENERAL_ERROR, an unknown fault",
  6: "CKR_FUNCTION_FAILED, it could not be done",
  18: "CKR_ATTRIBUTE_TYPE_INVALID, an attribute that it does not know",
  19: "CKR_ATTRIBUTE_VALUE_INVALID, a curve or an attribute that it does not have",
  48: "CKR_DEVICE_ERROR, the device has a fault",
  49: "CKR_DEVICE_MEMORY, the device is full",
  50: "CKR_DEVICE_REMOVED, the device was removed",
  84: "CKR_FUNCTION_NOT_SUPPORTED, not supported",
  99: "CKR_KEY_TYPE_INCONSISTENT, the mechanism is not for keys of that type",
  144: "CKR_OPERATION_ACTIVE, the session is at work",
  104: "CKR_KEY_FUNCTION_NOT_PERMITTED, the key may not sign",
  112: "CKR_MECHANISM_INVALID, no such mechanism",
  113: "CKR_MECHANISM_PARAM_INVALID, the mechanism wants a parameter",
  160: "CKR_PIN_INCORRECT, the PIN is wrong",
  161: "CKR_PIN_INVALID, the PIN has characters that it cannot have",
  162: "CKR_PIN_LEN_RANGE, the PIN is too short or too long",
  163: "CKR_PIN_EXPIRED, the PIN must be changed",
  164: "CKR_PIN_LOCKED, the PIN is locked after too many wrong ones",
  176: "CKR_SESSION_CLOSED, the session was closed",
  177: "CKR_SESSION_COUNT, too many sessions",
  179: "CKR_SESSION_HANDLE_INVALID, no such session",
  208: "CKR_TEMPLATE_INCOMPLETE, an attribute is missing",
  209: "CKR_TEMPLATE_INCONSISTENT, attributes that do not go together",
  224: "CKR_TOKEN_NOT_PRESENT, there is no token",
  225: "CKR_TOKEN_NOT_RECOGNIZED, a token of another kind",
  226: "CKR_TOKEN_WRITE_PROTECTED, the token is write-protected",
  257: "CKR_USER_NOT_LOGGED_IN, nobody is logged in",
  258: "CKR_USER_PIN_NOT_INITIALIZED, the token has no PIN yet",
  400: "CKR_CRYPTOKI_NOT_INITIALIZED, the module is not in use",
};

const describeCode = (code: number): string =>
  `0x${code.toString(16).padStart(8, "0")} (${words[code] ?? "see the vendor's handbook"})`;

const isOne = (error: unknown, codes: readonly number[]): boolean =>
  error instanceof Pkcs11Error && typeof error.code === "number" && codes.includes(error.code);

/** After these another session may do: the token was taken out, its line was cut, or a call broke off. Signing twice harms nobody. */
export const isLost = (error: unknown): boolean =>
  isOne(error, [0x05, 0x06, 0x30, 0x32, 0x90, 0xb0, 0xb3, 0xe0, 0x101, 0x190]);
export const isPinRefused = (error: unknown): boolean => isOne(error, [0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0x102]);
export const isLoggedInAlready = (error: unknown): boolean => isOne(error, [0x100]);
export const isInitializedAlready = (error: unknown): boolean => isOne(error, [0x191]);
/** Some of what was asked for is not there, or has no room; the rest was answered. */
export const isPartial = (error: unknown): boolean => isOne(error, [0x11, 0x12, 0x150]);
