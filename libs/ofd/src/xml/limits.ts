/** What one XML entry may cost. Elements and attributes count as nodes. */
export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly nodes: number;
}

export const defaultXmlLimits: XmlLimits = Object.freeze({
  bytes: 8 * 1024 * 1024,
  depth: 64,
  nodes: 300_000,
});
