const first =
  ":A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}";
/** Name (XML 1.0, fifth edition, [4] to [5]). */
const name = new RegExp(`[${first}][${first}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}]*`, "uy");

const [begins, goesOn] = [/[:A-Z_a-z]/, /[:A-Z_a-z\-.0-9]/].map((pattern) =>
  Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code))),
);

/** Where the name that begins at `start` ends; `start` itself where none begins. */
export function nameEnd(text: string, start: number): number {
  let end = start;
  // Nearly all names are ASCII.
  if (begins?.[text.charCodeAt(start)]) {
    do end++;
    while (goesOn?.[text.charCodeAt(end)]);
    if (!(text.charCodeAt(end) >= 0x80)) return end;
  }
  name.lastIndex = start;
  return name.test(text) ? name.lastIndex : start;
}
