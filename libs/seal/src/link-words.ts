/**
 * A search for any of several words (ASCII), in any place of some bytes. For XML in UTF-8 it answers, without reading the
 * XML, whether an element or attribute of such a name can be there at all: a template's drawing is hundreds of kilobytes
 * without a single link, and reading it would be half the cost of a verification.
 */
export function wordSearch(words: readonly string[]): (bytes: Uint8Array) => boolean {
  const all = words.map((word) => Uint8Array.from(word, (letter) => letter.charCodeAt(0)));
  const shortest = Math.min(...all.map(({ length }) => length));
  // Horspool's table over the first letters of each word: how far the end of the window may move on.
  const steps = new Uint8Array(256).fill(shortest);
  for (const word of all) {
    for (let i = 0; i < shortest; i++) {
      const letter = word[i] ?? 0;
      steps[letter] = Math.min(steps[letter] ?? 0, shortest - 1 - i);
    }
  }
  return (bytes) => {
    for (let end = shortest - 1; end < bytes.length; ) {
      const step = steps[bytes[end] ?? 0] ?? 0;
      if (step === 0 && all.some((word) => standsAt(bytes, end - shortest + 1, word))) return true;
      end += step === 0 ? 1 : step;
    }
    return false;
  };
}

function standsAt(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}

/** Whether the bytes are written so that every reader finds the same ASCII words in them: UTF-16 and its kin hold zeros. */
export function isPlainXml(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes[start] === 0x3c && !bytes.includes(0);
}
