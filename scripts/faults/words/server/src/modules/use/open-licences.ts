export interface Opener {
  readonly at: number;
}
export const openedAt = (): Opener => ({ at: Date.now() });
