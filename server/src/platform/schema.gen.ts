// Generated from the migrations by scripts/generate-schema.ts: do not edit.
import type { ColumnType } from "kysely";

/** Exact beyond 2^53: read as decimal text. */
type Int8 = ColumnType<string, string | number | bigint, string | number | bigint>;
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;
type Instant = ColumnType<Date, Date | string, Date | string>;
/** Written as JSON text: the driver would make a PostgreSQL array of a JavaScript one. */
type Json = ColumnType<unknown, string, string>;
type Defaulted<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;
type Nullable<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S | null, I | null | undefined, U | null>
    : ColumnType<T | null, T | null | undefined, T | null>;
type DatabaseOnly<T> =
  T extends ColumnType<infer S, infer _I, infer _U> ? ColumnType<S, never, never> : ColumnType<T, never, never>;

export interface AccessAccount {
  account_id: string;
  subject: string;
  person_id: string;
  organ_id: Nullable<string>;
  roles: string[];
  card_number: Nullable<string>;
  closed_at: Nullable<Instant>;
  sealed_card: Nullable<Bytes>;
}

export interface AccessDemoPerson {
  account_id: string;
  ordinal: number;
  app: string;
  note: string;
  note_en: string;
}

export interface AccessProviderRecord {
  model: string;
  id: string;
  payload: Json;
  grant_id: Nullable<string>;
  uid: Nullable<string>;
  user_code: Nullable<string>;
  consumed_at: Nullable<Instant>;
  expires_at: Nullable<Instant>;
}

export interface AccessProviderSecret {
  name: string;
  sealed: Bytes;
}

export interface AccessSession {
  token_digest: Bytes;
  session_id: string;
  account_id: string;
  app: string;
  acting_for: Nullable<string>;
  created_at: Instant;
  expires_at: Instant;
  ended_at: Nullable<Instant>;
}

export interface AccessSignIn {
  state_digest: Bytes;
  sealed: Bytes;
  expires_at: Instant;
}

export interface AuditEntry {
  entry_id: string;
  at: Instant;
  account_id: string;
  organ_id: Nullable<string>;
  act: string;
  subject: string;
  outcome: string;
  tx: Defaulted<string>;
}

export interface CatalogueAdoption {
  type_key: string;
  organ_id: string;
  seal_id: string;
  adopted_by: string;
  adopted_at: Instant;
}

export interface CatalogueLicenceType {
  type_key: string;
  code: string;
  origin: string;
  created_at: Instant;
}

export interface CatalogueTypeVersion {
  type_key: string;
  version: number;
  state: string;
  definition: Json;
  saved_by: string;
  proposed_by: Nullable<string>;
  published_by: Nullable<string>;
  published_at: Nullable<Instant>;
}

export interface ChecksKeeper {
  one: Defaulted<boolean>;
  public_key: Bytes;
  private_key: Bytes;
}

export interface ChecksReport {
  number: string;
  at: Instant;
  digest: Bytes;
  verdict: string;
  summary: string;
  report_digest: Bytes;
  trust_sequence: Int8;
}

export interface ChecksReportSeal {
  one: Defaulted<boolean>;
  seal_id: string;
  account_id: string;
  settled_at: Instant;
}

export interface ChecksTrustList {
  sequence: Int8;
  issued_at: Instant;
  content: Bytes;
  list: string;
}

export interface ChecksTrustedAuthority {
  authority_id: string;
  fingerprint: Bytes;
  name: string;
  certificate: Bytes;
  intermediates: Buffer[];
  uses: string[];
  state: string;
  reason: string;
  document_number: string;
  proposed_by: string;
  proposed_at: Instant;
  decided_by: Nullable<string>;
  decided_at: Nullable<Instant>;
  decision_reason: Nullable<string>;
  withdrawn_by: Nullable<string>;
  withdrawn_at: Nullable<Instant>;
  withdrawal_reason: Nullable<string>;
  revocation_lists: Defaulted<Buffer[]>;
}

export interface ConsentAuthCode {
  code_digest: Bytes;
  party_id: string;
  request_id: string;
  account_id: string;
  expires_at: Instant;
  used_at: Nullable<Instant>;
  used_key: Nullable<string>;
  receipt_id: Nullable<string>;
  version: Nullable<number>;
}

export interface ConsentAuthorisation {
  party_id: string;
  request_id: string;
  licence_key: string;
  account_id: string;
  fields: string[];
  once: boolean;
  valid_until: string;
  agreed_at: Instant;
  spent_at: Nullable<Instant>;
  withdrawn_at: Nullable<Instant>;
}

export interface ConsentRequest {
  request_id: string;
  organ_id: string;
  account_id: string;
  party_id: Nullable<string>;
  item_id: string;
  type_key: string;
  fields: string[];
  until: Nullable<string>;
  particulars: Bytes;
  asked_at: Instant;
  answer_by: Instant;
  state: string;
  answered_at: Nullable<Instant>;
}

export interface ConsentUseItem {
  item_id: string;
  organ_id: string;
  item_code: string;
  item_name: string;
  legal_basis: string;
  type_key: string;
  fields: string[];
  form: string;
  state: string;
  proposed_by: string;
  proposed_at: Instant;
  decided_by: Nullable<string>;
  decided_at: Nullable<Instant>;
  decision_reason: Nullable<string>;
  withdrawn_by: Nullable<string>;
  withdrawn_at: Nullable<Instant>;
  withdrawal_reason: Nullable<string>;
}

export interface IssuanceBatch {
  batch_id: string;
  organ_id: string;
  type_key: string;
  created_by: string;
  created_at: Instant;
  total: number;
  second_person: Defaulted<boolean>;
  approved_by: Nullable<string>;
  approved_at: Nullable<Instant>;
}

export interface IssuanceBatchRow {
  batch_id: string;
  row_number: number;
  state: string;
  draft_id: string;
  faults: Defaulted<Json>;
}

export interface IssuanceDraft {
  draft_id: string;
  organ_id: string;
  type_key: string;
  type_version: number;
  kind: string;
  state: string;
  content: Bytes;
  licence_key: Nullable<string>;
  batch_id: Nullable<string>;
  batch_row: Nullable<number>;
  reason: Nullable<string>;
  return_reason: Nullable<string>;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
  decided_by: Nullable<string>;
  sealers: Defaulted<Json>;
}

export interface IssuanceJointSealing {
  draft_id: string;
  sealing_id: string;
  state: string;
  licence_key: string;
  version: number;
  replaces: Nullable<string>;
  holder_ids: string[];
  digest: Bytes;
  seal_name: string;
  sealed_record: Nullable<Bytes>;
  sealed_photo: Nullable<Bytes>;
  stored_file: Nullable<Bytes>;
  content_keys: Nullable<Bytes>;
  started_at: Instant;
  ended_at: Nullable<Instant>;
}

export interface IssuanceSealingTask {
  draft_id: string;
  task_id: string;
  sealing_id: string;
  position: number;
  party_id: string;
  organ_id: string;
  state: string;
  due_at: Nullable<Instant>;
  told_at: Nullable<Instant>;
  decided_by: Nullable<string>;
  decided_at: Nullable<Instant>;
  seal_name: Nullable<string>;
  reason: Nullable<string>;
}

export interface LedgerCheckpoint {
  size: Int8;
  at: Instant;
  note: string;
}

export interface LedgerCursor {
  kind: string;
  tx: string;
  entry_id: string;
}

export interface LedgerLeaf {
  leaf_index: Int8;
  kind: string;
  entry_key: string;
  entry_id: string;
}

export interface LedgerTile {
  level: number;
  tile_index: Int8;
  hashes: Bytes;
}

export interface LicencesFlag {
  licence_key: string;
  flag_id: string;
  kind: string;
  source: string;
  document_number: string;
  set_at: Instant;
  set_by: string;
  released_at: Nullable<Instant>;
  released_by: Nullable<string>;
  release_document: Nullable<string>;
}

export interface LicencesHolder {
  licence_key: string;
  party_id: string;
  ordinal: number;
  role: string;
  share: Nullable<string>;
}

export interface LicencesLicence {
  licence_key: string;
  type_key: string;
  type_version: number;
  origin: string;
  organ_id: string;
  issuer_name: string;
  current_version: number;
  stored_status: string;
  status_from: string;
  previous_status: string;
  status_reason: Nullable<string>;
  flags: Defaulted<string[]>;
  issued_on: string;
  valid_from: Nullable<string>;
  valid_to: Nullable<string>;
  created_at: Instant;
  previous_reason: Nullable<string>;
}

export interface LicencesLiveNumber {
  type_key: string;
  organ_id: string;
  number_index: Bytes;
  licence_key: string;
  free_from: Nullable<string>;
}

export interface LicencesObject {
  licence_key: string;
  kind: string;
  value_index: Bytes;
}

export interface LicencesRelated {
  licence_key: string;
  related_key: string;
  kind: string;
}

export interface LicencesStatusAct {
  licence_key: string;
  act_id: string;
  act: string;
  from_status: string;
  to_status: string;
  deciding_organ: string;
  executing_organ: string;
  document_number: string;
  basis: string;
  reason: string;
  effective_on: string;
  recorded_at: Instant;
  recorded_by: string;
}

export interface LicencesVersion {
  licence_key: string;
  version: number;
  identifier_index: Bytes;
  number_index: Bytes;
  type_version: number;
  sealed: Bytes;
  sealed_photo: Nullable<Bytes>;
  content_keys: Bytes;
  digest: Bytes;
  file_digest: Nullable<Bytes>;
  stored_file: Nullable<Bytes>;
  kind: string;
  state: string;
  issued_on: string;
  recorded_at: Instant;
}

export interface NoticesNotice {
  party_id: string;
  notice_id: string;
  at: Instant;
  kind: string;
  licence_key: Nullable<string>;
  sealed: Bytes;
  read_at: Nullable<Instant>;
}

export interface PartiesOrgan {
  organ_id: string;
  code: string;
  name: string;
  division: string;
  level: string;
  parent_id: Nullable<string>;
}

export interface PartiesOrganHistory {
  organ_id: string;
  code: string;
  name: string;
  valid_from: string;
  valid_to: Nullable<string>;
  successor_id: Nullable<string>;
}

export interface PartiesParty {
  party_id: string;
  kind: string;
  code_type: string;
  code_index: Bytes;
  public_name: Nullable<string>;
  public_code: Nullable<string>;
  sealed: Nullable<Bytes>;
  data_key: Bytes;
  created_at: Instant;
}

export interface PartiesRepresentative {
  party_id: string;
  person_id: string;
  since: Instant;
  until: Nullable<Instant>;
}

export interface PlatformCursor {
  consumer: string;
  done_tx: Defaulted<string>;
  window_tx: Defaulted<string>;
  seq: Defaulted<Int8>;
  updated_at: Defaulted<Instant>;
}

export interface PlatformDeviceKey {
  public_key: Bytes;
  store: string;
  slot: Nullable<number>;
  about: string;
  taken_at: Defaulted<Instant>;
  destroyed_at: Nullable<Instant>;
}

export interface PlatformEvent {
  key: string;
  seq: DatabaseOnly<Int8>;
  tx: Defaulted<string>;
  at: Defaulted<Instant>;
  room: string;
  kind: string;
  payload: Json;
}

export interface PlatformFile {
  digest: Bytes;
  size: Int8;
  media_type: string;
  created_at: Defaulted<Instant>;
}

export interface PlatformIdempotency {
  actor: string;
  key: string;
  operation: string;
  request_digest: Bytes;
  status: Nullable<number>;
  response: Nullable<Bytes>;
  created_at: Defaulted<Instant>;
}

export interface PresentationShortCode {
  organ_id: string;
  short_digest: Bytes;
  token_digest: Bytes;
  expires_at: Instant;
}

export interface PresentationShowCode {
  token_digest: Bytes;
  show_code_id: string;
  licence_key: string;
  party_id: string;
  created_by: string;
  created_at: Instant;
  expires_at: Instant;
  redeemed_at: Nullable<Instant>;
  verification_id: Nullable<string>;
  verifier_account: Nullable<string>;
}

export interface PresentationTypedMiss {
  account_id: string;
  misses: number;
  locked_until: Nullable<Instant>;
}

export interface PresentationVerification {
  verification_id: string;
  account_id: string;
  organ_id: Nullable<string>;
  idempotency_key: string;
  at: Instant;
  outcome: string;
  token_digest: Bytes;
  answer: number;
  checks: Json;
  show_code_id: Nullable<string>;
  licence_key: Nullable<string>;
  version: Nullable<number>;
  type_key: Nullable<string>;
  disclosure: string;
  decided_at: Nullable<Instant>;
  circumstances: Nullable<Bytes>;
}

export interface SealingAuthority {
  name: string;
  certificate: Bytes;
  private_key: Bytes;
  key_store: Defaulted<string>;
}

export interface SealingCopySeal {
  seal_id: string;
  issuer_id: Nullable<string>;
  authority: Nullable<string>;
  registered_at: Instant;
  registered_by: string;
}

export interface SealingRevocation {
  serial: Bytes;
  seal_id: string;
  revoked_at: Instant;
  invalid_since: Nullable<Instant>;
  reason: string;
  account_id: string;
}

export interface SealingRevocationList {
  authority: string;
  number: Int8;
  this_update: Instant;
  next_update: Instant;
  der: Bytes;
}

export interface SealingSeal {
  seal_id: string;
  organ_id: string;
  number: string;
  name: string;
  signer_certificate: Nullable<Bytes>;
  private_key: Nullable<Bytes>;
  sealed_seal: Nullable<Bytes>;
  picture_svg: Nullable<string>;
  valid_from: Nullable<Instant>;
  valid_to: Nullable<Instant>;
  state: string;
  kind: Defaulted<string>;
  owner_kind: Defaulted<string>;
  owner_id: Nullable<string>;
  bearer_id: Nullable<string>;
  applied_by: Nullable<string>;
  replaces: Nullable<string>;
  closed_die: Nullable<Bytes>;
  key_store: Defaulted<string>;
}

export interface SealingSealAct {
  seal_id: string;
  act_id: string;
  at: Instant;
  act: string;
  state: string;
  account_id: string;
  reason: string;
  document_number: string;
  deciding_organ: string;
  since: Nullable<Instant>;
}

export interface SealingSealUse {
  seal_id: string;
  use_id: string;
  at: Instant;
  account_id: string;
  purpose: string;
  subject: string;
  digest: Bytes;
}

export interface SealingSealUser {
  seal_id: string;
  account_id: string;
  allowed: boolean;
  decided_by: string;
  decided_at: Instant;
}

export interface SealingTimeStamp {
  serial: Bytes;
  imprint: Bytes;
  at: Instant;
  policy: string;
}

export interface SealingTwinSigner {
  scheme: string;
  certificate: Bytes;
  private_key: Bytes;
  key_store: Defaulted<string>;
}

export interface SealingUseRequest {
  request_id: string;
  seal_id: string;
  asked_by: string;
  asked_at: Instant;
  document: string;
  digest: Bytes;
  reason: string;
  state: string;
  decided_by: Nullable<string>;
  decided_at: Nullable<Instant>;
  decision_reason: Nullable<string>;
  used_at: Nullable<Instant>;
  signed_value: Nullable<Bytes>;
}

export interface UseAnnotatedCopy {
  licence_key: string;
  copy_id: string;
  copy_number: string;
  version: number;
  party_id: string;
  account_id: string;
  receipt_id: string;
  made_at: Instant;
  valid_until: string;
  maker_name: string;
  seal_id: string;
  particulars: Bytes;
  content_keys: Bytes;
  file_digest: Bytes;
  stored_file: Bytes;
}

export interface UseCopyNumber {
  copy_number: string;
  licence_key: string;
  copy_id: string;
}

export interface UseCopyRevocation {
  licence_key: string;
  copy_id: string;
  at: Instant;
  account_id: string;
}

export interface UseReceipt {
  receipt_id: string;
  at: Instant;
  licence_key: string;
  version: Nullable<number>;
  basis: string;
  account_id: string;
  organ_id: Nullable<string>;
  session_id: Nullable<string>;
  outcome: string;
  fields: string[];
  circumstances: Bytes;
  tx: Defaulted<string>;
}

export interface UseReceiptHolder {
  party_id: string;
  receipt_id: string;
  licence_key: string;
}

export interface UseRunReceipt {
  party_id: string;
  receipt_id: string;
  at: Instant;
  basis: string;
  account_id: string;
  organ_id: Nullable<string>;
  session_id: Nullable<string>;
  fields: string[];
  circumstances: Bytes;
  count: number;
  digest: Bytes;
  tx: Defaulted<string>;
}

export interface DB {
  "access.account": AccessAccount;
  "access.demo_person": AccessDemoPerson;
  "access.provider_record": AccessProviderRecord;
  "access.provider_secret": AccessProviderSecret;
  "access.session": AccessSession;
  "access.sign_in": AccessSignIn;
  "audit.entry": AuditEntry;
  "catalogue.adoption": CatalogueAdoption;
  "catalogue.licence_type": CatalogueLicenceType;
  "catalogue.type_version": CatalogueTypeVersion;
  "checks.keeper": ChecksKeeper;
  "checks.report": ChecksReport;
  "checks.report_seal": ChecksReportSeal;
  "checks.trust_list": ChecksTrustList;
  "checks.trusted_authority": ChecksTrustedAuthority;
  "consent.auth_code": ConsentAuthCode;
  "consent.authorisation": ConsentAuthorisation;
  "consent.request": ConsentRequest;
  "consent.use_item": ConsentUseItem;
  "issuance.batch": IssuanceBatch;
  "issuance.batch_row": IssuanceBatchRow;
  "issuance.draft": IssuanceDraft;
  "issuance.joint_sealing": IssuanceJointSealing;
  "issuance.sealing_task": IssuanceSealingTask;
  "ledger.checkpoint": LedgerCheckpoint;
  "ledger.cursor": LedgerCursor;
  "ledger.leaf": LedgerLeaf;
  "ledger.tile": LedgerTile;
  "licences.flag": LicencesFlag;
  "licences.holder": LicencesHolder;
  "licences.licence": LicencesLicence;
  "licences.live_number": LicencesLiveNumber;
  "licences.object": LicencesObject;
  "licences.related": LicencesRelated;
  "licences.status_act": LicencesStatusAct;
  "licences.version": LicencesVersion;
  "notices.notice": NoticesNotice;
  "parties.organ": PartiesOrgan;
  "parties.organ_history": PartiesOrganHistory;
  "parties.party": PartiesParty;
  "parties.representative": PartiesRepresentative;
  "platform.cursor": PlatformCursor;
  "platform.device_key": PlatformDeviceKey;
  "platform.event": PlatformEvent;
  "platform.file": PlatformFile;
  "platform.idempotency": PlatformIdempotency;
  "presentation.short_code": PresentationShortCode;
  "presentation.show_code": PresentationShowCode;
  "presentation.typed_miss": PresentationTypedMiss;
  "presentation.verification": PresentationVerification;
  "sealing.authority": SealingAuthority;
  "sealing.copy_seal": SealingCopySeal;
  "sealing.revocation": SealingRevocation;
  "sealing.revocation_list": SealingRevocationList;
  "sealing.seal": SealingSeal;
  "sealing.seal_act": SealingSealAct;
  "sealing.seal_use": SealingSealUse;
  "sealing.seal_user": SealingSealUser;
  "sealing.time_stamp": SealingTimeStamp;
  "sealing.twin_signer": SealingTwinSigner;
  "sealing.use_request": SealingUseRequest;
  "use.annotated_copy": UseAnnotatedCopy;
  "use.copy_number": UseCopyNumber;
  "use.copy_revocation": UseCopyRevocation;
  "use.receipt": UseReceipt;
  "use.receipt_holder": UseReceiptHolder;
  "use.run_receipt": UseRunReceipt;
}
