/** Longer than any online code with white space around it; longer texts are foreign unread. */
const usualLongest = 256;

/**
 * What a scanner or a keyboard meant: surrounding white space dropped, capitals, and the full-width forms that a
 * keyboard scanner produces under a Chinese input method made ordinary.
 */
export const scannedText = (text: string, longest = usualLongest): string | undefined =>
  text.length > longest
    ? undefined
    : text
        .normalize("NFKC")
        .replace(/^[\s\ufeff]+|[\s\ufeff]+$/g, "")
        .toUpperCase();
