/**
 * One way in which a ruleset differs from what aval asks for. `wrong`: it protects less, or stands in the App's way; `unseen`: this person
 * may not see it; `beyond`: it asks for more, or is only called otherwise.
 */
export interface Deviation {
  readonly kind: 'wrong' | 'unseen' | 'beyond';
  readonly says: string;
}

export const wrong = (says: string): Deviation => ({ kind: 'wrong', says });
export const beyond = (says: string): Deviation => ({ kind: 'beyond', says });
