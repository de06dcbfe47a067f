export const used = (): void => {};
export const forgotten = 1;
