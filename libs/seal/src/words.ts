/** One sentence in each language of the interface. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}
