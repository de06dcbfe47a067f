import type { OperationId } from "@liangzheng/contract";
import { readLicenceTypes } from "../seeds/types.ts";
import { followEvents } from "../src/main/follow-events.ts";
import { anOperator, aTitle } from "./people.ts";
import { type CallInput, newKey, type World } from "./world.ts";

/** One of each thing that belongs to somebody: to the first unit, to `owner`, to `officer`. */
export interface Subjects {
  readonly draft: string;
  readonly submitted: string;
  readonly batch: string;
  readonly code: string;
  readonly codeText: string;
  readonly verification: string;
  readonly notice: string;
}

export async function subjectsOf(world: World): Promise<Subjects> {
  const { call, licences } = world;
  const typeKey = "construction-special-operator";
  const draft = await call("clerk", "createDraft", { body: { typeKey, content: anOperator("owner") } });
  const title = await call("clerk", "createDraft", {
    body: { typeKey: "real-estate-title", content: aTitle(["owner"]) },
  });
  const submitted = title.body.summary.draftId as string;
  await call("clerk", "submitDraft", { params: { draftId: submitted } });
  const batch = await call("clerk", "createBatch", { body: { typeKey, rows: [anOperator("coHolder")] } });
  const code = await call("owner", "createShowCode", { params: { licenceKey: licences.made } });
  const verification = await call("officer", "redeemShowCode", {
    body: { code: code.body.code, purpose: "site-inspection" },
  });
  await untilNoticed(world);
  const notices = await call("owner", "listNotices");
  return {
    draft: draft.body.summary.draftId,
    submitted,
    batch: batch.body.batchId,
    code: code.body.showCodeId,
    codeText: code.body.code,
    verification: verification.body.verificationId,
    notice: notices.body.items[0].noticeId,
  };
}

/** Lets the follower of events run until it has told of all there are. */
export async function untilNoticed({ services, database }: World): Promise<void> {
  const follower = followEvents(services);
  try {
    for (let look = 0; look < 500; look++) {
      follower.wake();
      const { rows } = await database.pool.query<{ left: string }>(
        `select count(*) as left from platform.event e where not exists
           (select from platform.cursor c where c.consumer = 'notices'
              and (e.tx < c.done_tx or (e.tx < c.window_tx and e.seq <= c.seq)))`,
      );
      if (rows[0]?.left === "0") return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("the events were not followed");
  } finally {
    services.wakers.delete(follower.wake);
    await follower.stop();
  }
}

/** An input for each operation that its schema allows and its subject's owner may send. */
export function validInputs(world: World, subjects: Subjects): Readonly<Record<OperationId, CallInput>> {
  const licence = { params: { licenceKey: world.licences.made } };
  const draft = { params: { draftId: subjects.draft } };
  const submitted = { params: { draftId: subjects.submitted } };
  const seal = { params: { sealId: world.sealIds.issuer } };
  const code = { params: { showCodeId: subjects.code } };
  const typeKey = "construction-special-operator";
  const type = { params: { typeKey } };
  const definition = readLicenceTypes().get("law-enforcement-officer-card");
  const body = (value: unknown): CallInput => ({ body: value });
  const reason = body({ reason: "理由" });
  return {
    getSession: {},
    endSession: {},
    actFor: body({ partyId: null }),
    listOrgans: {},
    listLicenceTypes: {},
    getLicenceType: type,
    saveTypeDraft: { params: { typeKey: "law-enforcement-officer-card" }, body: { definition } },
    proposeType: type,
    publishType: type,
    adoptType: { ...type, body: { organId: world.organIds.issuer, sealId: world.sealIds.issuer } },
    listSeals: {},
    getSeal: seal,
    setSealUser: { ...seal, body: { accountId: world.accounts.clerk.accountId, allowed: true } },
    checkSeal: { file: new Uint8Array(8) },
    revokeSeal: { ...seal, body: { reason: "superseded" } },
    listTrustedCertificates: {},
    getTrustedCertificate: { params: { authority: "issuer" } },
    listRevocationLists: {},
    getRevocationList: { params: { authority: "issuer" } },
    listDrafts: {},
    getDraft: draft,
    createDraft: body({ typeKey, content: anOperator("stranger") }),
    saveDraft: { ...draft, body: { content: anOperator("owner") } },
    submitDraft: draft,
    returnDraft: { ...submitted, ...reason },
    approveDraft: submitted,
    discardDraft: { ...draft, ...reason },
    previewDraft: draft,
    createBatch: body({ typeKey, rows: [anOperator("stranger")] }),
    listBatches: {},
    getBatch: { params: { batchId: subjects.batch } },
    approveBatch: { params: { batchId: subjects.batch } },
    startVersion: { ...licence, body: { kind: "change", reason: "理由" } },
    recordStatusAct: {
      ...licence,
      body: {
        act: "suspend",
        decidingOrgan: "演示市住房和城乡建设局",
        documentNumber: "演建罚〔2026〕1号",
        basis: "示例依据",
        reason: "示例理由",
        effectiveOn: "2026-03-02",
      },
    },
    setFlag: { ...licence, body: { kind: "loss", set: true, source: "本人声明", documentNumber: "1" } },
    searchLicences: {},
    getLicence: licence,
    getLicencePage: licence,
    listMyLicences: {},
    getMyLicence: licence,
    getMyLicencePage: licence,
    getMyLicenceFile: licence,
    listMyUses: {},
    createShowCode: licence,
    getShowCode: code,
    decideDisclosure: { ...code, body: { grant: true } },
    redeemShowCode: { body: { code: subjects.codeText, purpose: "road-check" }, key: newKey() },
    getVerification: { params: { verificationId: subjects.verification } },
    listVerifications: {},
    listNotices: {},
    readNotice: { params: { noticeId: subjects.notice } },
    listAudit: {},
  };
}
