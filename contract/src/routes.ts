/** The whole public API on one page: operation id → method and path. Everything else hangs off these ids. */
export const routes = {
  // access
  getSession: "GET /session",
  endSession: "POST /session/end",
  actFor: "POST /session/acting-for",
  // parties
  listOrgans: "GET /organs",
  // catalogue
  listLicenceTypes: "GET /licence-types",
  getLicenceType: "GET /licence-types/:typeKey",
  saveTypeDraft: "PUT /licence-types/:typeKey/draft",
  proposeType: "POST /licence-types/:typeKey/propose",
  publishType: "POST /licence-types/:typeKey/publish",
  adoptType: "POST /licence-types/:typeKey/adopt",
  // sealing
  listSeals: "GET /seals",
  getSeal: "GET /seals/:sealId",
  setSealUser: "POST /seals/:sealId/users",
  checkSeal: "POST /seal-checks",
  revokeSeal: "POST /seals/:sealId/revoke",
  listTrustedCertificates: "GET /trust/certificates",
  getTrustedCertificate: "GET /trust/certificates/:authority",
  listRevocationLists: "GET /trust/revocation-lists",
  getRevocationList: "GET /trust/revocation-lists/:authority",
  // issuance
  listDrafts: "GET /drafts",
  getDraft: "GET /drafts/:draftId",
  createDraft: "POST /drafts",
  saveDraft: "PUT /drafts/:draftId",
  submitDraft: "POST /drafts/:draftId/submit",
  returnDraft: "POST /drafts/:draftId/return",
  approveDraft: "POST /drafts/:draftId/approve",
  discardDraft: "POST /drafts/:draftId/discard",
  previewDraft: "GET /drafts/:draftId/page",
  createBatch: "POST /batches",
  listBatches: "GET /batches",
  getBatch: "GET /batches/:batchId",
  approveBatch: "POST /batches/:batchId/approve",
  startVersion: "POST /licences/:licenceKey/versions",
  recordStatusAct: "POST /licences/:licenceKey/status-acts",
  setFlag: "POST /licences/:licenceKey/flags",
  // use: the one door out
  searchLicences: "GET /licences",
  getLicence: "GET /licences/:licenceKey",
  getLicencePage: "GET /licences/:licenceKey/page",
  listMyLicences: "GET /my/licences",
  getMyLicence: "GET /my/licences/:licenceKey",
  getMyLicencePage: "GET /my/licences/:licenceKey/page",
  getMyLicenceFile: "GET /my/licences/:licenceKey/file",
  listMyUses: "GET /my/uses",
  // presentation
  createShowCode: "POST /my/licences/:licenceKey/show-codes",
  getShowCode: "GET /my/show-codes/:showCodeId",
  decideDisclosure: "POST /my/show-codes/:showCodeId/disclosure",
  redeemShowCode: "POST /verifications",
  getVerification: "GET /verifications/:verificationId",
  listVerifications: "GET /verifications",
  // notices
  listNotices: "GET /my/notices",
  readNotice: "POST /my/notices/:noticeId/read",
  // audit
  listAudit: "GET /audit",
} as const;
export type OperationId = keyof typeof routes;
