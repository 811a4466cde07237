import type { Approval } from '../../../src/core/gate/approvals.ts';

/** People who approved, each by login, or with the teams that GitHub told of. */
export const approvedBy = (...people: readonly (string | Approval)[]): readonly Approval[] =>
  people.map((one) => (typeof one === 'string' ? { login: one } : one));
