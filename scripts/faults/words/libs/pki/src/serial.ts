export const year = (): number => new Date().getFullYear();
export const serial = (): number => Math.random();
