/** What a printed report says of the file, so that it can be told from any other. */
export interface CheckedFile {
  readonly name: string;
  readonly size: number;
  /** SHA-256 in hexadecimal; absent where the page has no secure origin. */
  readonly fingerprint: string | undefined;
  readonly checkedAt: Date;
}

export async function describeFile(file: File): Promise<CheckedFile> {
  const described = { name: file.name, size: file.size, checkedAt: new Date() };
  if (!globalThis.crypto?.subtle) return { ...described, fingerprint: undefined };
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const fingerprint = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  return { ...described, fingerprint };
}
