import { toBase64 } from "@liangzheng/bytes";
import type { LicenceDetail } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { codeTypeName } from "../parties/index.ts";
import { type Extent, fieldsOf, holdersOf } from "./fields.ts";
import type { UseDeps } from "./open-licences.ts";
import { type Opened, summaryOf } from "./opened.ts";

/** `001`: how versions are printed (GB/T 36904). */
const printed = (version: number): string => String(version).padStart(3, "0");

/** Everything about one licence that its holder or its issuer may see. */
export async function detailOf(
  deps: UseDeps,
  ctx: Ctx<Account>,
  opened: Opened,
  extent: Extent,
  photo: Uint8Array | null,
  showable: boolean,
): Promise<LicenceDetail> {
  const { licence, record } = opened;
  const { licenceKey } = licence;
  const acts = await deps.licences.statusActs(ctx.tx, licenceKey);
  const flags = await deps.licences.flags(ctx.tx, licenceKey);
  const versions = await deps.licences.versionNumbers(ctx.tx, licenceKey);
  return {
    summary: summaryOf(opened, ctx.now),
    identifier: record.identifier,
    version: printed(licence.currentVersion),
    fields: withPhoto(fieldsOf(opened, extent), photo),
    holders: holdersOf(opened, extent, codeTypeName),
    statusActs: acts.map((act) => ({
      ...act,
      from: act.from as LicenceDetail["summary"]["status"],
      to: act.to as LicenceDetail["summary"]["status"],
      recordedAt: act.recordedAt.toISOString(),
    })),
    flags: flags.map(({ kind, setAt, source, documentNumber }) => ({
      kind,
      since: setAt.toISOString(),
      source,
      documentNumber,
    })),
    versions: versions.map(({ version, issuedOn, state }) => ({
      version: printed(version),
      identifier: version === licence.currentVersion ? (record.identifier ?? "") : "",
      issuedOn,
      state: state === "current" ? "current" : "superseded",
    })),
    hasFile: licence.origin !== "relayed",
    showable,
  };
}

/** A photo travels as a data address, in the field that is the photo. */
export function withPhoto<F extends { readonly kind: string; value: string | null }>(
  fields: readonly F[],
  photo: Uint8Array | null,
): F[] {
  return fields.map((field) =>
    field.kind === "photo" && photo !== null
      ? { ...field, value: `data:image/png;base64,${toBase64(photo)}` }
      : field,
  );
}
