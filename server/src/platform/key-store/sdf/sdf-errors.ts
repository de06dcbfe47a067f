import { NativeCallError } from "../native/native-call.ts";

/** A call that did not end well: the code of the library (GM/T 0018-2012 appendix A), or no answer in time. */
export class SdfError extends NativeCallError {
  override readonly name = "SdfError";
  constructor(functionName: string, code: number | "no answer", over?: Promise<void>) {
    super(functionName, code, describeCode, over);
  }
}

const base = 0x0100_0000;
const words: readonly string[] = [
  "",
  "SDR_UNKNOWERR, an unknown fault",
  "SDR_NOTSUPPORT, not supported",
  "SDR_COMMFAIL, no connection to the device",
  "SDR_HARDFAIL, the device does not respond",
  "SDR_OPENDEVICE, the device cannot be opened",
  "SDR_OPENSESSION, no session can be opened",
  "SDR_PARDENY, no right to the private key",
  "SDR_KEYNOTEXIST, no such key",
  "SDR_ALGNOTSUPPORT, the algorithm is not supported",
  "SDR_ALGMODNOTSUPPORT, the mode is not supported",
  "SDR_PKOPERR, an operation of the public key failed",
  "SDR_SKOPERR, an operation of the private key failed",
  "SDR_SIGNERR, signing failed",
  "SDR_VERIFYERR, verification failed",
  "SDR_SYMOPERR, a symmetric operation failed",
  "SDR_STEPERR, steps in the wrong order",
  "SDR_FILESIZEERR, wrong length of a file",
  "SDR_FILENOEXIST, no such file",
  "SDR_FILEOFSERR, wrong offset in a file",
  "SDR_KEYTYPEERR, a key of another type",
  "SDR_KEYERR, no key, or a damaged one",
  "SDR_ENCDATAERR, wrong encrypted data",
  "SDR_RANDERR, no random numbers",
  "SDR_PRKRERR, the access code of the private key is refused",
  "SDR_MACERR, wrong MAC",
  "SDR_FILEEXISTS, the file is there already",
  "SDR_FILEWERR, a file cannot be written",
  "SDR_NOBUFFER, no memory",
  "SDR_INARGERR, wrong input",
  "SDR_OUTARGERR, wrong output",
];

/** In the words of the standard; a vendor's own code as it is, for the vendor's handbook. */
const describeCode = (code: number): string =>
  `0x${code.toString(16).padStart(8, "0")} (${words[code - base] || "a code of the vendor's"})`;

const named = (...codes: readonly number[]): ReadonlySet<number> => new Set(codes.map((code) => base + code));

/** After these another session may do: the device was restarted, or its line was cut. Signing twice harms nobody. */
const lost = named(0x01, 0x03, 0x04, 0x05, 0x06, 0x07);
/** There is no SM2 signing key in that slot, in the dialects of several vendors. */
const empty = named(0x08, 0x14, 0x15, 0x1d);
const notSupported = base + 0x02;

const isOne = (error: unknown, of: (code: number) => boolean): boolean =>
  error instanceof SdfError && typeof error.code === "number" && of(error.code);
export const isLost = (error: unknown): boolean => isOne(error, (code) => lost.has(code));
export const isEmptySlot = (error: unknown): boolean => isOne(error, (code) => empty.has(code));
export const isNotSupported = (error: unknown): boolean => isOne(error, (code) => code === notSupported);
