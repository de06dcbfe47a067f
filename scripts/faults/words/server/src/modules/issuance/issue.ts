// The opener may be spoken of in a comment.
export const issue = (opener: () => void): void => opener();
