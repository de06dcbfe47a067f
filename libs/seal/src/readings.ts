import { type Node, parse } from "@liangzheng/asn1";
import { equalBytes } from "@liangzheng/bytes";
import type { PartMemory } from "@liangzheng/ofd";
import type { Certificate } from "@liangzheng/pki";
import { findCertificate } from "./certificate-checks.ts";
import { readSeal, type Seal, sealLimits } from "./parse-seal.ts";

/** How seals and certificates are read: one after the other files bear the same ones, whose reading can be remembered. */
export interface Readings {
  /** @throws SealError, Asn1Error */
  seal(node: Node): Seal;
  /** `undefined` for bytes that are no certificate. */
  certificate(der: Uint8Array): Certificate | undefined;
}

const readAnew: Readings = { seal: readSeal, certificate: findCertificate };
const remembered = new WeakMap<PartMemory, Readings>();

/** As long as parts of packages are remembered in `memory`, so is what was read of the last seals and certificates. */
export function readingsOf(memory: PartMemory | undefined): Readings {
  if (memory === undefined) return readAnew;
  const known = remembered.get(memory) ?? rememberReadings();
  remembered.set(memory, known);
  return known;
}

function rememberReadings(): Readings {
  const seals = new Recent<Seal>(32, 64 * 1024);
  const certificates = new Recent<Certificate>(128, 8 * 1024);
  return {
    seal(node) {
      const known = seals.find(node.raw);
      if (known !== undefined) return known;
      const seal = readSeal(node);
      return seals.keep(node.raw, (own) => readSeal(parse(own, sealLimits))) ?? seal;
    },
    certificate: (der) =>
      certificates.find(der) ?? certificates.keep(der, findCertificate) ?? findCertificate(der),
  };
}

/** What was read of the byte strings that came last: named by all their bytes, so that it is only ever given for the very same. */
class Recent<T> {
  private readonly capacity: number;
  private readonly longest: number;
  private readonly kept: { readonly bytes: Uint8Array; readonly value: T }[] = [];

  constructor(capacity: number, longest: number) {
    this.capacity = capacity;
    this.longest = longest;
  }

  find(bytes: Uint8Array): T | undefined {
    const at = this.kept.findIndex((item) => item.bytes === bytes || equalBytes(item.bytes, bytes));
    const found = this.kept[at];
    if (found === undefined || at === 0) return found?.value;
    this.kept.splice(at, 1);
    this.kept.unshift(found);
    return found.value;
  }

  /** What `read` makes of a copy that is nobody else's; `undefined` for more bytes than are kept. */
  keep(bytes: Uint8Array, read: (own: Uint8Array) => T | undefined): T | undefined {
    if (bytes.length > this.longest) return undefined;
    // Not by slice(): that of Node's Buffer is a view, which would hold the whole file and change with it.
    const own = new Uint8Array(bytes);
    const value = read(own);
    if (value === undefined) return undefined;
    if (this.kept.unshift({ bytes: own, value }) > this.capacity) this.kept.pop();
    return value;
  }
}
