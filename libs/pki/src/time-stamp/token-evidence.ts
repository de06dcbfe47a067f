import { element, explicit, implicit, isContext, sequence, sequenceOf } from "@liangzheng/asn1";
import { concat, equalBytes } from "@liangzheng/bytes";
import { CertificateError, reading } from "../error.ts";
import { oids } from "../oids.ts";
import { parseSignedData, signedDataLimits } from "../signed-data.ts";

/** What a verifier needs who has nothing but the file and a root: certificates and revocation lists, DER. */
export interface Evidence {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/**
 * The token with certificates and lists put into the fields that CMS has for them (RFC 5652 §5.1 `certificates`, `crls`): no
 * signature covers these, and each thing in them proves itself by its own. What is there already is not put a second time.
 * @throws CertificateError `not-signed-data` or `bad-der`.
 */
export const addEvidence = (token: Uint8Array, { certificates, crls }: Evidence): Uint8Array =>
  reading(
    token,
    (root) => {
      const [type, wrapped] = sequenceOf(root);
      if (type === undefined || wrapped === undefined || !isContext(wrapped, 0))
        throw new CertificateError("not-signed-data", root.at);
      const parts = sequenceOf(element(wrapped.children, 0, wrapped.at));
      const fields = parts.slice(3);
      const joined = (tag: 0 | 1, added: readonly Uint8Array[]): Uint8Array | undefined => {
        const stored = fields.find((part) => isContext(part, tag))?.children.map(({ raw }) => raw) ?? [];
        const fresh = added.filter((one) => !stored.some((known) => equalBytes(known, one)));
        const all = [...stored, ...fresh];
        return all.length === 0 ? undefined : implicit(tag, concat(...all), true);
      };
      const head = parts.slice(0, 3).map(({ raw }) => raw);
      const signers = element(fields, fields.length - 1, root.at).raw;
      return sequence(
        type.raw,
        explicit(0, sequence(...head, joined(0, certificates), joined(1, crls), signers)),
      );
    },
    signedDataLimits,
  );

/** What travels in a token; nothing for bytes that are none. */
export function readEvidence(token: Uint8Array): Evidence {
  try {
    const { contentType, certificates, crls } = parseSignedData(token);
    return contentType === oids.tstInfo ? { certificates, crls } : { certificates: [], crls: [] };
  } catch (error) {
    if (error instanceof CertificateError) return { certificates: [], crls: [] };
    throw error;
  }
}
