/** One thing that aval needs of a repository: how it is there, and what to do where that is not enough. */
export type Finding =
  | { readonly check: string; readonly state: 'ok'; readonly says: string }
  | { readonly check: string; readonly state: 'warning' | 'missing'; readonly says: string; readonly todo: string };

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says });
export const warning = (check: string, says: string, todo: string): Finding => ({
  check,
  state: 'warning',
  says,
  todo,
});
export const missing = (check: string, says: string, todo: string): Finding => ({
  check,
  state: 'missing',
  says,
  todo,
});
