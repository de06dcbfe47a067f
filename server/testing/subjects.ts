import type { OperationId } from "@liangzheng/contract";
import { readLicenceTypes } from "../seeds/types.ts";
import { followEvents } from "../src/main/follow-events.ts";
import { appendToLog } from "../src/main/keep-log.ts";
import { agreement, ask, askAndAgree, aUse, aUseItem, layUseItem, takeCode } from "./authorised-use.ts";
import { layJointType, withOther } from "./joint-type.ts";
import { anOutsideAuthority } from "./outside-authority.ts";
import { anOperator, aTitle, organs } from "./people.ts";
import { type CallInput, newKey, type World } from "./world.ts";

/** One of each thing that belongs to somebody: to the first unit, to `owner`, to `officer`. */
export interface Subjects {
  readonly draft: string;
  readonly submitted: string;
  readonly batch: string;
  readonly code: string;
  readonly codeText: string;
  readonly verification: string;
  readonly copy: string;
  readonly copyNumber: string;
  readonly notice: string;
  /** A use of the made licence, in the log. */
  readonly receipt: string;
  readonly report: string;
  /** One that was applied for, and one use of the unit's seal that was asked for. */
  readonly seal: string;
  readonly sealRequest: string;
  /** A draft of the first unit that the second one has to seal too. */
  readonly sealingDraft: string;
  readonly sealingTask: string;
  /** An authority that the bureau was asked to trust. */
  readonly authority: string;
  /** A line of the first unit's 用证清单 that waits, and one in force. */
  readonly useItem: string;
  readonly publishedItem: string;
  /** Requests to `owner`: one that waits, one agreed to, and a code for reading it. */
  readonly useRequest: string;
  readonly agreedRequest: string;
  readonly useCode: string;
}

const jointType = "sample-joint-certificate";

const ground = {
  reason: "示例理由",
  documentNumber: "演建办〔2026〕1号",
  decidingOrgan: "演示市住房和城乡建设局",
};

const jointSealing = {
  order: "in-turn",
  parties: [
    { id: "second", role: "会签机关", roleEn: "Second body", organ: { by: "code", code: organs.other.code } },
  ],
  deadlineDays: 5,
};

/** What a copy of the made licence may be asked for. */
const aCopy = {
  recipient: "验证银行演示支行",
  purpose: "办理开户",
  matter: "单位结算账户开立",
  businessNumber: "YZ-2026-0017",
  validUntil: "2026-04-01",
};

/** The root of another province's platform, and what is asked for it. */
const outside = anOutsideAuthority();
const wantedAuthority = {
  certificates: outside.pem,
  uses: ["signer", "maker"],
  reason: "与示范省互认电子证照",
  documentNumber: "演政数〔2026〕3号",
};

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
  await layJointType(world, jointType, withOther);
  const joint = await call("clerk", "createDraft", {
    body: { typeKey: jointType, content: anOperator("coHolder") },
  });
  const sealingDraft = joint.body.summary.draftId as string;
  await call("clerk", "submitDraft", { params: { draftId: sealingDraft } });
  const tasks = await call("otherClerk", "listSealingTasks");
  const seal = await call("keeper", "applyForSeal", {
    body: { kind: "contract", owner: null, bearer: null, replaces: null, ...ground },
  });
  const sealRequest = await call("clerk", "askSealUse", {
    params: { sealId: world.sealIds.issuer },
    body: { document: "示例协议", digest: "0".repeat(64), reason: "签订协议" },
  });
  const authority = await call("proposer", "proposeTrustedAuthority", { body: wantedAuthority });
  const copy = await call("owner", "createMyCopy", { params: { licenceKey: licences.made }, body: aCopy });
  const publishedItem = await layUseItem(world);
  const useItem = await call("clerk", "proposeUseItem", {
    body: { ...aUseItem, itemCode: "SX-990100-0018" },
  });
  const useRequest = await ask(world, "owner");
  const agreedRequest = await askAndAgree(world, "owner", licences.made);
  const useCode = await takeCode(world, agreedRequest);
  await untilNoticed(world);
  await appendToLog(world.services);
  const uses = await call("owner", "listMyUses", { query: { licenceKey: licences.made } });
  const notices = await call("owner", "listNotices");
  const file = await call("owner", "getMyLicenceFile", { params: { licenceKey: licences.made } });
  const report = await call(undefined, "makeCheckReport", { file: file.bytes });
  return {
    draft: draft.body.summary.draftId,
    submitted,
    batch: batch.body.batchId,
    code: code.body.showCodeId,
    codeText: code.body.code,
    verification: verification.body.verificationId,
    copy: copy.body.copyId,
    copyNumber: copy.body.copyNumber,
    notice: notices.body.items[0].noticeId,
    receipt: uses.body.items[0].receiptId,
    report: report.body.report.number,
    seal: seal.body.sealId,
    sealRequest: sealRequest.body.requestId,
    sealingDraft,
    sealingTask: tasks.body.items[0].taskId,
    authority: authority.body.authorityId,
    useItem: useItem.body.itemId,
    publishedItem,
    useRequest,
    agreedRequest,
    useCode,
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
  const applied = { params: { sealId: subjects.seal } };
  const sealRequest = { params: { requestId: subjects.sealRequest } };
  const authority = { params: { authorityId: subjects.authority } };
  const sealing = { params: { draftId: subjects.sealingDraft } };
  const sealingTask = { params: { taskId: subjects.sealingTask } };
  const copy = { params: { copyId: subjects.copy } };
  const code = { params: { showCodeId: subjects.code } };
  const useRequest = { params: { requestId: subjects.useRequest } };
  const agreedRequest = { params: { requestId: subjects.agreedRequest } };
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
    saveTypeDraft: {
      params: { typeKey: "law-enforcement-officer-card" },
      body: { definition: { ...definition, jointSealing } },
    },
    startTemplate: body({ name: "示例证", landscape: true, fields: definition?.fields }),
    proposeType: type,
    publishType: type,
    adoptType: { ...type, body: { organId: world.organIds.issuer, sealId: world.sealIds.issuer } },
    listSeals: {},
    getSeal: seal,
    setSealUser: { ...seal, body: { accountId: world.accounts.clerk.accountId, allowed: true } },
    checkSeal: { file: new Uint8Array(8) },
    makeCheckReport: { file: new Uint8Array(8) },
    getCheckReport: { params: { number: subjects.report } },
    getTrustList: {},
    listTrustedAuthorities: {},
    proposeTrustedAuthority: body({
      ...wantedAuthority,
      certificates: anOutsideAuthority("示范省另一根证书").pem,
    }),
    decideTrustedAuthority: { ...authority, body: { decision: "trust", reason: "已核对指纹" } },
    withdrawTrustedAuthority: { ...authority, ...reason },
    updateAuthorityRevocations: { ...authority, body: { list: outside.listPem(1n, world.clock.now) } },
    revokeSeal: { ...seal, body: { reason: "superseded" } },
    applyForSeal: body({ kind: "contract", owner: null, bearer: null, replaces: null, ...ground }),
    decideSeal: { ...applied, body: { decision: "approve", ...ground } },
    makeSeal: { ...applied, body: ground },
    recordSealAct: { ...applied, body: { act: "activate", ...ground } },
    askSealUse: { ...seal, body: { document: "示例协议", digest: "1".repeat(64), reason: "签订协议" } },
    decideSealUse: { ...sealRequest, body: { decision: "grant", reason: "同意" } },
    useSeal: sealRequest,
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
    previewTemplate: body({
      name: "示例证",
      fields: definition?.fields,
      template: definition?.template,
      example: "1",
      fill: "usual",
    }),
    createBatch: body({ typeKey, rows: [anOperator("stranger")] }),
    listBatches: {},
    getBatch: { params: { batchId: subjects.batch } },
    approveBatch: { params: { batchId: subjects.batch } },
    getDraftSealing: sealing,
    chooseSealers: { ...sealing, body: { sealers: {} } },
    withdrawSealing: { ...sealing, ...reason },
    listSealingTasks: {},
    getSealingTask: sealingTask,
    getSealingTaskPage: sealingTask,
    sealTask: { ...sealingTask, body: { sealId: world.sealIds.other } },
    refuseSealingTask: { ...sealingTask, ...reason },
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
    listUseItems: {},
    proposeUseItem: body({ ...aUseItem, itemCode: "SX-990100-0019" }),
    decideUseItem: { params: { itemId: subjects.useItem }, body: { decision: "publish", reason: "已核对" } },
    withdrawUseItem: { params: { itemId: subjects.publishedItem }, ...reason },
    askForUse: body(aUse("owner", { until: "2026-03-20" })),
    listUseRequests: {},
    getUseRequest: useRequest,
    takeUseCode: agreedRequest,
    listMyUseRequests: {},
    getMyUseRequest: useRequest,
    answerUseRequest: { ...useRequest, body: agreement(world.licences.made) },
    withdrawUse: agreedRequest,
    readAuthorised: body({ code: subjects.useCode }),
    searchLicences: {},
    getLicence: licence,
    getLicencePage: licence,
    listMyLicences: {},
    getMyLicence: licence,
    getMyLicencePage: licence,
    getMyLicenceFile: licence,
    getMyLicencePdf: licence,
    listMyUses: {},
    getMyReceipt: { params: { licenceKey: world.licences.made, receiptId: subjects.receipt } },
    previewMyCopy: { ...licence, body: aCopy },
    createMyCopy: { ...licence, body: aCopy },
    listMyCopies: {},
    getMyCopyPage: copy,
    getMyCopyFile: copy,
    revokeMyCopy: copy,
    getCopyState: { params: { copyNumber: subjects.copyNumber } },
    createShowCode: licence,
    getShowCode: code,
    decideDisclosure: { ...code, body: { grant: true } },
    redeemShowCode: { body: { code: subjects.codeText, purpose: "road-check" }, key: newKey() },
    getVerification: { params: { verificationId: subjects.verification } },
    listVerifications: {},
    getLogCheckpoint: {},
    getLogGrowth: { query: { before: "1" } },
    listNotices: {},
    readNotice: { params: { noticeId: subjects.notice } },
    listAudit: {},
  };
}
