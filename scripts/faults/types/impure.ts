/** Compiles where Node's types are, and must not compile as a library. */
export const home = (): string => process.cwd();
