import { type operations, problems } from "@liangzheng/contract";
import { PdfError, signPdf, type UnsignedTwin } from "@liangzheng/pdf";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import { signedBy } from "../../platform/key-store/signed-by.ts";
import type { Sealing } from "../sealing/index.ts";
import type { UseDeps } from "./open-licences.ts";
import { readOwnFile } from "./read-own.ts";

export interface TwinDeps extends UseDeps {
  readonly sealing: Pick<Sealing, "takeTwinSigners">;
  /** The PDF of a sealed file, not yet signed. @throws PdfError */
  readonly drawTwin: (file: Uint8Array) => UnsignedTwin;
}

/**
 * The PDF twin of the recorded file, made when it is asked for and not kept: *own download* like the original, with a receipt
 * of the same kind. SM2 signs first, so that P-256, the one that programs elsewhere read, covers the whole file.
 * @throws ProblemError `not-found`, also where the page has what no PDF is made of.
 */
async function readOwnTwin(deps: TwinDeps, ctx: Ctx<Account>, licenceKey: string): Promise<Uint8Array> {
  const { file } = await readOwnFile(deps, ctx, licenceKey, "own-download", "pdf");
  const { sm2, p256 } = await deps.sealing.takeTwinSigners(ctx);
  const at = ctx.now;
  const reason = "证明本文件是电子证照 OFD 原件的 PDF 副本";
  const unsigned = drawn(deps, file ?? new Uint8Array(0));
  const first = await signedBy(
    (signed) => sm2.sign(signed, at),
    (sign) => signPdf(unsigned, { field: "sm2", signer: sm2.name, reason, at, sign }),
  );
  const whole = await signedBy(
    (signed) => p256.sign(signed, at),
    (sign) => signPdf(first, { field: "p256", signer: p256.name, reason, at, sign }),
  );
  return whole.bytes;
}

function drawn({ drawTwin }: TwinDeps, file: Uint8Array): UnsignedTwin {
  try {
    return drawTwin(file);
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    const detail = "the page of this licence has what a PDF cannot be made of";
    throw new ProblemError(problems.NotFound, detail, {}, { cause: error });
  }
}

/** Routes of the PDF twin. */
export const twinRoutes = (
  deps: TwinDeps,
): { readonly getMyLicencePdf: Handler<typeof operations.getMyLicencePdf> } => ({
  getMyLicencePdf: async (ctx, { params }) =>
    Buffer.from(await readOwnTwin(deps, ctx, params.licenceKey)).toString("latin1"),
});
