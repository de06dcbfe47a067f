import * as access from "./access.ts";
import * as annotatedCopies from "./annotated-copies.ts";
import * as audit from "./audit.ts";
import * as catalogue from "./catalogue.ts";
import * as checks from "./checks.ts";
import * as consent from "./consent.ts";
import * as issuance from "./issuance.ts";
import * as ledger from "./ledger.ts";
import * as notices from "./notices.ts";
import type { Operation } from "./operation.ts";
import * as parties from "./parties.ts";
import * as presentation from "./presentation.ts";
import type { OperationId } from "./routes.ts";
import * as sealing from "./sealing.ts";
import * as sealingLife from "./sealing-life.ts";
import * as sealingTasks from "./sealing-tasks.ts";
import * as trustedAuthorities from "./trusted-authorities.ts";
import * as use from "./use.ts";

/** Every operation, by id. */
export const operations = {
  getSession: access.getSession,
  endSession: access.endSession,
  actFor: access.actFor,
  listOrgans: parties.listOrgans,
  listLicenceTypes: catalogue.listLicenceTypes,
  getLicenceType: catalogue.getLicenceType,
  saveTypeDraft: catalogue.saveTypeDraft,
  startTemplate: catalogue.startTemplate,
  proposeType: catalogue.proposeType,
  publishType: catalogue.publishType,
  adoptType: catalogue.adoptType,
  listSeals: sealing.listSeals,
  getSeal: sealing.getSeal,
  setSealUser: sealing.setSealUser,
  revokeSeal: sealing.revokeSeal,
  applyForSeal: sealingLife.applyForSeal,
  decideSeal: sealingLife.decideSeal,
  makeSeal: sealingLife.makeSeal,
  recordSealAct: sealingLife.recordSealAct,
  askSealUse: sealingLife.askSealUse,
  decideSealUse: sealingLife.decideSealUse,
  useSeal: sealingLife.useSeal,
  listTrustedCertificates: sealing.listTrustedCertificates,
  getTrustedCertificate: sealing.getTrustedCertificate,
  listRevocationLists: sealing.listRevocationLists,
  getRevocationList: sealing.getRevocationList,
  checkSeal: checks.checkSeal,
  makeCheckReport: checks.makeCheckReport,
  getCheckReport: checks.getCheckReport,
  getTrustList: checks.getTrustList,
  listTrustedAuthorities: trustedAuthorities.listTrustedAuthorities,
  proposeTrustedAuthority: trustedAuthorities.proposeTrustedAuthority,
  decideTrustedAuthority: trustedAuthorities.decideTrustedAuthority,
  withdrawTrustedAuthority: trustedAuthorities.withdrawTrustedAuthority,
  updateAuthorityRevocations: trustedAuthorities.updateAuthorityRevocations,
  listDrafts: issuance.listDrafts,
  getDraft: issuance.getDraft,
  createDraft: issuance.createDraft,
  saveDraft: issuance.saveDraft,
  submitDraft: issuance.submitDraft,
  returnDraft: issuance.returnDraft,
  approveDraft: issuance.approveDraft,
  discardDraft: issuance.discardDraft,
  previewDraft: issuance.previewDraft,
  previewTemplate: issuance.previewTemplate,
  createBatch: issuance.createBatch,
  listBatches: issuance.listBatches,
  getBatch: issuance.getBatch,
  approveBatch: issuance.approveBatch,
  getDraftSealing: sealingTasks.getDraftSealing,
  chooseSealers: sealingTasks.chooseSealers,
  withdrawSealing: sealingTasks.withdrawSealing,
  listSealingTasks: sealingTasks.listSealingTasks,
  getSealingTask: sealingTasks.getSealingTask,
  getSealingTaskPage: sealingTasks.getSealingTaskPage,
  sealTask: sealingTasks.sealTask,
  refuseSealingTask: sealingTasks.refuseSealingTask,
  startVersion: issuance.startVersion,
  recordStatusAct: issuance.recordStatusAct,
  setFlag: issuance.setFlag,
  listUseItems: consent.listUseItems,
  proposeUseItem: consent.proposeUseItem,
  decideUseItem: consent.decideUseItem,
  withdrawUseItem: consent.withdrawUseItem,
  askForUse: consent.askForUse,
  listUseRequests: consent.listUseRequests,
  getUseRequest: consent.getUseRequest,
  takeUseCode: consent.takeUseCode,
  listMyUseRequests: consent.listMyUseRequests,
  getMyUseRequest: consent.getMyUseRequest,
  answerUseRequest: consent.answerUseRequest,
  withdrawUse: consent.withdrawUse,
  searchLicences: use.searchLicences,
  getLicence: use.getLicence,
  getLicencePage: use.getLicencePage,
  listMyLicences: use.listMyLicences,
  getMyLicence: use.getMyLicence,
  getMyLicencePage: use.getMyLicencePage,
  getMyLicenceFile: use.getMyLicenceFile,
  getMyLicencePdf: use.getMyLicencePdf,
  listMyUses: use.listMyUses,
  getMyReceipt: ledger.getMyReceipt,
  previewMyCopy: annotatedCopies.previewMyCopy,
  createMyCopy: annotatedCopies.createMyCopy,
  listMyCopies: annotatedCopies.listMyCopies,
  getMyCopyPage: annotatedCopies.getMyCopyPage,
  getMyCopyFile: annotatedCopies.getMyCopyFile,
  revokeMyCopy: annotatedCopies.revokeMyCopy,
  getCopyState: annotatedCopies.getCopyState,
  readAuthorised: use.readAuthorised,
  createShowCode: presentation.createShowCode,
  getShowCode: presentation.getShowCode,
  decideDisclosure: presentation.decideDisclosure,
  redeemShowCode: presentation.redeemShowCode,
  getVerification: presentation.getVerification,
  listVerifications: presentation.listVerifications,
  getLogCheckpoint: ledger.getLogCheckpoint,
  getLogGrowth: ledger.getLogGrowth,
  listNotices: notices.listNotices,
  readNotice: notices.readNotice,
  listAudit: audit.listAudit,
} as const satisfies Record<OperationId, Operation>;

export type { App, Session } from "./access.ts";
export { apps } from "./access.ts";
export {
  type AnnotatedCopy,
  type CopyInput,
  type CopyState,
  copyDays,
  copyStates,
} from "./annotated-copies.ts";
export type { AuditEntry } from "./audit.ts";
export type { TypeDetail, TypeSummary, TypeVersion } from "./catalogue.ts";
export { FaceField, TypeDefinition } from "./catalogue.ts";
export { type CheckReport, fileVerdicts, reportNumber, type SealReport } from "./checks.ts";
export {
  answerDays,
  longestUseDays,
  type MyUseRequest,
  type UseItem,
  type UseRequest,
  type UseRequestState,
  useItemStates,
  useRequestStates,
} from "./consent.ts";
export type { Batch, Draft, DraftContent, DraftSummary, HolderInput, StatusAct } from "./issuance.ts";
export { draftKinds, draftStates, statusActs } from "./issuance.ts";
export type { ReceiptDocument } from "./ledger.ts";
export { type Notice, type NoticeKind, noticeKinds } from "./notices.ts";
export {
  binaryFiles,
  type Caller,
  type Operation,
  type Role,
  type RoomName,
  roles,
  type Static,
} from "./operation.ts";
export type { Organ } from "./parties.ts";
export { purposes, type ShowCode, type ShowCodeState, type Verification, verdicts } from "./presentation.ts";
export * as problems from "./problems.ts";
export { type OperationId, routes } from "./routes.ts";
export type { SealDetail, SealSummary } from "./sealing.ts";
export {
  keyStoreNames,
  type SealAct,
  type SealKind,
  type SealOwnerKind,
  type SealState,
  type SealUseRequest,
  sealActs,
  sealKinds,
  sealOwnerKinds,
  sealStates,
} from "./sealing-life.ts";
export {
  type DraftSealing,
  type JointSealing,
  jointSealingStates,
  type SealingTask,
  type SealingTaskSummary,
  sealingTaskStates,
  sealOrders,
} from "./sealing-tasks.ts";
export {
  type Check,
  type FlagKind,
  flagKinds,
  type LicenceStatus,
  type LicenceSummary,
  licenceStatuses,
  type Origin,
  origins,
  type ShownField,
} from "./shapes.ts";
export { mostTemplatePages, type TemplateBox, type TemplateDesign } from "./template.ts";
export {
  type AuthorityState,
  type TrustedAuthority,
  type TrustOverview,
  type TrustUse,
  trustUses,
} from "./trusted-authorities.ts";
export { type AuthorisedReading, type Basis, bases, type LicenceDetail, type UseRecord } from "./use.ts";
