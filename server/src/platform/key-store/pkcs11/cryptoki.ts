import { loadNative, slack } from "../native/load-native.ts";
import { type Argument, callNative, type Native } from "../native/native-call.ts";
import {
  type AttributeName,
  encodeInitializeArguments,
  encodeMechanism,
  encodeQuestion,
  encodeTemplate,
  encodeWords,
  parseTokenInfo,
  readAnswer,
  readWord,
  type Template,
  type TokenInfo,
  tokenInfoLength,
} from "./cryptoki-structures.ts";
import { isPartial, Pkcs11Error } from "./pkcs11-errors.ts";

/** Bytes in and out are buffers; CK_ULONG and pointers that stay empty are numbers. */
const bytes = "uint8_t *";
const number = "uint64_t";

/** What is asked of a module: its place in CK_FUNCTION_LIST (PKCS #11 v2.40, pkcs11f.h), and its arguments. */
const signatures = {
  C_Initialize: [0, bytes],
  C_Finalize: [1, number],
  C_GetSlotList: [4, "uint8_t", bytes, bytes],
  C_GetTokenInfo: [6, number, bytes],
  C_OpenSession: [12, number, number, number, number, bytes],
  C_CloseSession: [13, number],
  C_Login: [18, number, number, bytes, number],
  C_GetAttributeValue: [24, number, number, bytes, number],
  C_FindObjectsInit: [26, number, bytes, number],
  C_FindObjects: [27, number, bytes, number, bytes],
  C_FindObjectsFinal: [28, number],
  C_SignInit: [42, number, bytes, number],
  C_Sign: [43, number, bytes, number, bytes, bytes],
  C_GenerateKeyPair: [59, number, bytes, bytes, number, bytes, number, bytes, bytes],
} as const;
type CryptokiFunction = keyof typeof signatures;

export interface GeneratedPair {
  readonly mechanism: number;
  readonly publicKey: Template;
  readonly privateKey: Template;
}

/** The functions of a module, each run on a thread of its own. All throw Pkcs11Error. */
export interface Cryptoki {
  initialize(): Promise<void>;
  finalize(): Promise<void>;
  /** Those with a token in them. */
  listSlots(): Promise<readonly bigint[]>;
  tokenInfo(slot: bigint): Promise<TokenInfo>;
  openSession(slot: bigint, writes: boolean): Promise<bigint>;
  closeSession(session: bigint): Promise<void>;
  login(session: bigint, pin: Uint8Array): Promise<void>;
  findObjects(session: bigint, template: Template): Promise<readonly bigint[]>;
  readAttributes(
    session: bigint,
    object: bigint,
    names: readonly AttributeName[],
  ): Promise<readonly (Uint8Array | undefined)[]>;
  generatePair(session: bigint, pair: GeneratedPair): Promise<void>;
  sign(session: bigint, mechanism: number, key: bigint, data: Uint8Array): Promise<Uint8Array>;
}

const mostSlots = 256;
const atOnce = 16;
/** For an identifier, or a point in an OCTET STRING. */
const attributeRoom = 256;
const signatureRoom = 512;
const [serialSession, readWrite, user] = [4, 2, 1];

/**
 * Loads a vendor's module into this process.
 * @param deadlineMs how long one call may take.
 * @throws KeyStoreError `misconfigured` naming the file, and the functions that it lacks.
 */
export async function loadCryptoki(file: string, deadlineMs: number): Promise<Cryptoki> {
  const { functions, addressOf } = await bind(file);

  const call = (name: CryptokiFunction, ...args: readonly Argument[]): Promise<void> =>
    callNative(functions[name], args, {
      deadlineMs,
      fail: (code, over) => new Pkcs11Error(name, code, over),
    });
  return {
    initialize: () => call("C_Initialize", encodeInitializeArguments()),
    finalize: () => call("C_Finalize", 0),
    async listSlots() {
      const [places, count] = [Buffer.alloc(mostSlots * 8 + slack), encodeWords(mostSlots)];
      await call("C_GetSlotList", 1, places, count);
      return Array.from({ length: Number(readWord(count)) }, (_, index) => readWord(places, index));
    },
    async tokenInfo(slot) {
      const place = Buffer.alloc(tokenInfoLength + slack);
      await call("C_GetTokenInfo", slot, place);
      return parseTokenInfo(place);
    },
    async openSession(slot, writes) {
      const place = encodeWords(0);
      await call("C_OpenSession", slot, serialSession | (writes ? readWrite : 0), 0, 0, place);
      return readWord(place);
    },
    closeSession: (session) => call("C_CloseSession", session),
    login: (session, pin) => call("C_Login", session, user, pin, pin.length),
    async findObjects(session, template) {
      const { bytes: wanted, count } = encodeTemplate(template, addressOf);
      await call("C_FindObjectsInit", session, wanted, count);
      const found: bigint[] = [];
      const [places, some] = [Buffer.alloc(atOnce * 8), encodeWords(0)];
      do {
        await call("C_FindObjects", session, places, atOnce, some);
        for (let index = 0; index < readWord(some); index++) found.push(readWord(places, index));
      } while (readWord(some) > 0n);
      await call("C_FindObjectsFinal", session);
      return found;
    },
    async readAttributes(session, object, names) {
      const question = encodeQuestion(names, attributeRoom, addressOf);
      await call("C_GetAttributeValue", session, object, question.bytes, question.count).catch((error) => {
        if (!isPartial(error)) throw error;
      });
      return readAnswer(question, attributeRoom);
    },
    async generatePair(session, { mechanism, publicKey, privateKey }) {
      const [open, secret] = [encodeTemplate(publicKey, addressOf), encodeTemplate(privateKey, addressOf)];
      await call(
        ...(["C_GenerateKeyPair", session, encodeMechanism(mechanism)] as const),
        ...([open.bytes, open.count, secret.bytes, secret.count] as const),
        ...([encodeWords(0), encodeWords(0)] as const),
      );
    },
    async sign(session, mechanism, key, data) {
      await call("C_SignInit", session, encodeMechanism(mechanism), key);
      const [place, length] = [Buffer.alloc(signatureRoom + slack), encodeWords(signatureRoom)];
      await call("C_Sign", session, data, data.length, place, length);
      return Uint8Array.from(place.subarray(0, Number(readWord(length))));
    },
  };
}

async function bind(file: string): Promise<{
  readonly functions: Readonly<Record<CryptokiFunction, Native>>;
  readonly addressOf: (bytes: Buffer) => bigint;
}> {
  const { koffi, library, refuse } = await loadNative(file, "PKCS #11", "LIANGZHENG_PKCS11_LIBRARY");
  if (process.platform === "win32") throw refuse("is not called on Windows, where its structures are others");
  const place = Buffer.alloc(8);
  try {
    // The one function that every module must have by its name.
    library.func("C_GetFunctionList", number, [bytes])(place);
  } catch (cause) {
    throw refuse("lacks C_GetFunctionList: it is no module of PKCS #11", cause);
  }
  // Behind the version, filled up to a word.
  const list = readWord(place) + 8n;
  if (list === 8n) throw refuse("answers with no list of functions");
  const found = Object.entries(signatures).map(([name, [at, ...types]]) => {
    const address = BigInt(koffi.decode(list + BigInt(8 * at), number));
    const native = address === 0n ? undefined : koffi.decode(address, koffi.proto(number, [...types]));
    return [name, native as Native | undefined] as const;
  });
  const missing = found.filter(([, native]) => native === undefined).map(([name]) => name);
  if (missing.length > 0) throw refuse(`lacks ${missing.join(", ")}`);
  return {
    functions: Object.fromEntries(found) as Readonly<Record<CryptokiFunction, Native>>,
    addressOf: (buffer) => koffi.address(buffer),
  };
}
