import { KeyStoreError } from "../key-store.ts";
import { NativeCallError } from "../native/native-call.ts";
import { type PoolLimits, SessionPool } from "../native/session-pool.ts";
import type { Cryptoki } from "./cryptoki.ts";
import { objectClass, parsePoint, type Template, type TokenInfo } from "./cryptoki-structures.ts";
import { isInitializedAlready, isLoggedInAlready, isLost, isPinRefused } from "./pkcs11-errors.ts";

/** How a module calls keys of one kind and what is done with them. PKCS #11 has no numbers for SM2: they are the vendor's. */
export interface KeyScheme {
  /** CKA_KEY_TYPE. */
  readonly keyType: number;
  /** CKA_EC_PARAMS: the curve's identifier, DER. */
  readonly curve: Uint8Array;
  /** Mechanism that signs a digest which is ready. */
  readonly sign: number;
  /** Mechanism that makes a pair of keys; undefined where their administrator makes them. */
  readonly generate: number | undefined;
}

export interface Pkcs11TokenOptions extends PoolLimits {
  readonly cryptoki: Cryptoki;
  /** Of the token, as its administrator named it. */
  readonly label: string;
  readonly pin: Uint8Array;
  readonly scheme: KeyScheme;
}

export interface TokenKey {
  /** CKA_ID, which the public and the private key share. */
  readonly id: Uint8Array;
  /** 65-byte uncompressed point. */
  readonly publicKey: Uint8Array;
}

/** What can be done with one session. */
export interface TokenSession {
  readonly token: TokenInfo;
  /** Keys under a label. */
  listKeys(label: string): Promise<readonly TokenKey[]>;
  findKey(id: Uint8Array): Promise<TokenKey | undefined>;
  makeKey(label: string, id: Uint8Array): Promise<void>;
  /** @returns undefined where there is no such private key. */
  sign(id: Uint8Array, digest: Uint8Array): Promise<Uint8Array | undefined>;
}

/** A token that was found and logged in to: the session that did it stays open, for with an application's last one its login ends. */
interface LoggedIn {
  readonly slot: bigint;
  readonly session: bigint;
  readonly info: TokenInfo;
}

/** 1.2.156.10197.1.301 (GM/T 0006), DER. */
export const sm2Curve = Uint8Array.of(0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d);

/** CKK_EC: a module that has no key type of its own for SM2 tells its keys by their curve. */
const ellipticCurve = 3;

/** A token of PKCS #11 behind a few sessions. */
export class Pkcs11Token {
  readonly #options: Pkcs11TokenOptions;
  readonly #pool: SessionPool<LoggedIn>;
  #refusedPin: KeyStoreError | undefined;
  /** How many devices of the pool are open, one of which may be retired and still at work: the module ends with the last. */
  #uses = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: Pkcs11TokenOptions) {
    this.#options = options;
    const { cryptoki, scheme } = options;
    this.#pool = new SessionPool(
      {
        name: "PKCS #11 token",
        isLost,
        openDevice: () => this.#logIn(),
        closeDevice: (device) => this.#logOut(device),
        openSession: ({ slot }) => this.#openSession(slot, scheme.generate !== undefined),
        closeSession: cryptoki.closeSession,
      },
      options,
    );
  }

  /** Runs with a session; once more, with another, where the first was lost. @throws KeyStoreError */
  use<T>(run: (session: TokenSession) => Promise<T>): Promise<T> {
    return this.#pool.use(({ handle }, { info }) => run(this.#act(handle, info)));
  }

  /** Closes what is idle; what is under way is closed when it ends. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  #act(session: bigint, token: TokenInfo): TokenSession {
    const { cryptoki, scheme } = this.#options;
    const { keyType, curve } = scheme;
    const kind: Template = { keyType, ...(keyType === ellipticCurve && { parameters: curve }) };
    const list = async (template: Template): Promise<readonly TokenKey[]> => {
      const keys: TokenKey[] = [];
      const wanted = { class: objectClass.publicKey, ...kind, ...template };
      for (const object of await cryptoki.findObjects(session, wanted)) {
        const [id, value] = await cryptoki.readAttributes(session, object, ["id", "point"]);
        const publicKey = value && parsePoint(value);
        if (id !== undefined && id.length > 0 && publicKey !== undefined) keys.push({ id, publicKey });
      }
      return keys;
    };
    return {
      token,
      listKeys: (label) => list({ label }),
      findKey: async (id) => (await list({ id }))[0],
      async makeKey(label, id) {
        const { generate: mechanism } = scheme;
        if (mechanism === undefined) throw new Error("no mechanism makes keys");
        const both = { token: true, label, id, keyType };
        await cryptoki.generatePair(session, {
          mechanism,
          publicKey: { ...both, verify: true, parameters: curve },
          privateKey: { ...both, private: true, sign: true, sensitive: true, extractable: false },
        });
      },
      async sign(id, digest) {
        const wanted = { class: objectClass.privateKey, keyType, id };
        const [key] = await cryptoki.findObjects(session, wanted);
        return key === undefined ? undefined : cryptoki.sign(session, scheme.sign, key, digest);
      },
    };
  }

  async #logIn(): Promise<LoggedIn> {
    const { cryptoki } = this.#options;
    await this.#inTurn(async () => {
      if (this.#uses === 0) await unless(isInitializedAlready, cryptoki.initialize());
      this.#uses++;
    });
    try {
      const { slot, info } = await this.#findToken();
      return { slot, session: await this.#openSession(slot, false), info };
    } catch (error) {
      // What has not answered is still in the module, which cannot be ended under it.
      if (!isUnderWay(error)) await this.#end();
      throw error;
    }
  }

  /** Logged in anew where its application is no more: a token that came back shows no private key and says nothing. */
  async #openSession(slot: bigint, writes: boolean): Promise<bigint> {
    const { cryptoki, pin } = this.#options;
    const session = await cryptoki.openSession(slot, writes);
    try {
      // A PIN that was refused is not tried again: tokens lock it after a few wrong ones.
      if (this.#refusedPin !== undefined) throw this.#refusedPin;
      await unless(isLoggedInAlready, cryptoki.login(session, pin));
      return session;
    } catch (error) {
      if (!isUnderWay(error)) await cryptoki.closeSession(session).catch(() => undefined);
      if (isPinRefused(error)) this.#refusedPin = refusedPin(error);
      throw isPinRefused(error) ? this.#refusedPin : error;
    }
  }

  async #logOut({ session }: LoggedIn): Promise<void> {
    await this.#options.cryptoki.closeSession(session).catch(() => undefined);
    await this.#end();
  }

  #end(): Promise<void> {
    return this.#inTurn(async () => {
      this.#uses--;
      if (this.#uses === 0) await this.#options.cryptoki.finalize();
    }).catch(() => undefined);
  }

  async #findToken(): Promise<{ readonly slot: bigint; readonly info: TokenInfo }> {
    const { cryptoki, label } = this.#options;
    const tokens: { readonly slot: bigint; readonly info: TokenInfo }[] = [];
    for (const slot of await cryptoki.listSlots())
      tokens.push({ slot, info: await cryptoki.tokenInfo(slot) });
    const [found, second] = tokens.filter(({ info }) => info.label === label);
    if (found !== undefined && second === undefined) return found;
    const there = tokens.map(({ info }) => `"${info.label}"`).join(", ") || "none";
    throw new KeyStoreError(
      found === undefined ? "unavailable" : "misconfigured",
      `${found === undefined ? "no token" : "more than one token"} is called "${label}" (there are: ${there}): put it in, or set LIANGZHENG_PKCS11_TOKEN to its label`,
    );
  }

  /** Beginning and end of the module come one after the other. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

const isUnderWay = (error: unknown): boolean => error instanceof NativeCallError && error.over !== undefined;

const unless = (isFine: (error: unknown) => boolean, call: Promise<void>): Promise<void> =>
  call.catch((error: unknown) => {
    if (!isFine(error)) throw error;
  });

const refusedPin = (cause: unknown): KeyStoreError =>
  new KeyStoreError(
    "refused",
    `the PKCS #11 token refuses the PIN${cause instanceof Error ? ` (${cause.message})` : ""}: correct the PIN file and restart. It is not tried again until then, since tokens lock a PIN after a few wrong ones`,
    { cause },
  );
