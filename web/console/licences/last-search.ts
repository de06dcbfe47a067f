/** What was asked last, while the page lives: numbers of people stand neither in the address nor in the history. */
export interface PrivateQuestion {
  readonly by: "number" | "code" | "object";
  readonly text: string;
}

let last: PrivateQuestion | undefined;

export const lastSearch = (): PrivateQuestion | undefined => last;
export const rememberSearch = (question: PrivateQuestion | undefined): void => {
  last = question;
};
export const forgetSearches = (): void => rememberSearch(undefined);
