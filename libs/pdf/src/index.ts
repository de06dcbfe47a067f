/** The PDF/A-2b twin of an OFD licence, and signatures on it. No I/O, no clock, no keys. */
export { PdfError, type PdfErrorCode } from "./error.ts";
export type { PdfPorts } from "./ports.ts";
export { type PdfSignature, signPdf } from "./sign-pdf.ts";
export { noteText, type SignatureField, type TwinInput, type UnsignedTwin, writeTwin } from "./write-twin.ts";
