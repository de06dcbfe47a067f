import { type operations, problems } from "@liangzheng/contract";
import { encodePem } from "@liangzheng/pki";
import { ProblemError } from "@liangzheng/problem";
import type { Handler } from "../../platform/http.ts";
import { listAnchors } from "./authorities.ts";
import { currentLists } from "./revocation-lists.ts";

interface TrustRoutes {
  readonly listTrustedCertificates: Handler<typeof operations.listTrustedCertificates>;
  readonly getTrustedCertificate: Handler<typeof operations.getTrustedCertificate>;
  readonly listRevocationLists: Handler<typeof operations.listRevocationLists>;
  readonly getRevocationList: Handler<typeof operations.getRevocationList>;
}

/** What strangers need to judge a file by themselves. */
export const trustRoutes: TrustRoutes = {
  listTrustedCertificates: async ({ tx }) => pem("CERTIFICATE", await listAnchors(tx)),
  getTrustedCertificate: async ({ tx }, { params }) => octets(await listAnchors(tx), params.authority),
  listRevocationLists: async ({ tx }) => pem("X509 CRL", await currentLists(tx)),
  getRevocationList: async ({ tx }, { params }) => octets(await currentLists(tx), params.authority),
};

const pem = (label: string, files: ReadonlyMap<string, Uint8Array>): string =>
  [...files.values()].map((der) => encodePem(label, der)).join("");

/** Octets as the platform sends them: a character for each. */
function octets<K extends string>(files: ReadonlyMap<K, Uint8Array>, name: K): string {
  const der = files.get(name);
  if (der === undefined) throw new ProblemError(problems.NotFound, "this authority has not been made");
  return Buffer.from(der).toString("latin1");
}
