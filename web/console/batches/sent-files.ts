/**
 * Files of the batches sent from this page, while it lives: failed rows can be written out again as they were.
 * They hold personal data, so they are kept nowhere else.
 */
export interface SentFile {
  readonly header: readonly string[];
  /** In the order of the batch's rows. */
  readonly rows: readonly (readonly string[])[];
}

const sent = new Map<string, SentFile>();

export const rememberFile = (batchId: string, file: SentFile): void => void sent.set(batchId, file);
export const sentFile = (batchId: string): SentFile | undefined => sent.get(batchId);
