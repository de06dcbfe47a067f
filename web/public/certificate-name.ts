/**
 * `CN=某局电子证照专用章, OU=…, O=某局, C=CN` as a reader wants it: the name, and whose it is. What is not such a name is
 * shown as it came.
 */
export function certificateName(distinguished: string): {
  readonly name: string;
  readonly body: string | undefined;
} {
  const parts = new Map(
    distinguished.split(/,\s*(?=[A-Za-z.\d]+=)/).flatMap((part) => {
      const [, key, value] = /^([A-Za-z.\d]+)=(.*)$/s.exec(part.trim()) ?? [];
      return key && value ? [[key.toUpperCase(), value.replace(/\\(.)/g, "$1")] as const] : [];
    }),
  );
  const name = parts.get("CN") ?? parts.get("O");
  if (name === undefined) return { name: distinguished, body: undefined };
  const body = parts.get("O");
  return { name, body: body === name ? undefined : body };
}
