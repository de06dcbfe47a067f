/** The PDF/A-2b twin of an OFD licence and signatures on it, and a strict reader of signed PDFs. No I/O, no clock, no keys. */
export { PdfError, type PdfErrorCode } from "./error.ts";
export type { PdfPorts } from "./ports.ts";
export { findChanges, type PdfChange, type PdfChangeKind } from "./read/changes.ts";
export { findLeftoverSignatures } from "./read/leftover-signatures.ts";
export { openPdf, type PdfFile, type PdfObject, pdfWork } from "./read/pdf-file.ts";
export { PdfReadError, type PdfReadErrorCode } from "./read/read-error.ts";
export { findUnlisted } from "./read/scan-update.ts";
export { type FieldLock, listSignatures, type PdfSignatureValue } from "./read/signature-values.ts";
export type { PdfValue } from "./read/value.ts";
export type { PdfLimits, PdfWork } from "./read/work.ts";
export { type PdfSignature, signPdf } from "./sign-pdf.ts";
export { noteText, type SignatureField, type TwinInput, type UnsignedTwin, writeTwin } from "./write-twin.ts";
