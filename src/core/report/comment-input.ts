import type { Evidence } from '../gate/evidence.ts';
import type { VerdictNode } from '../gate/verdict.ts';

/** One model's part of the comment. Everything in it may come from anyone: the comment escapes all of it. */
export interface ModelReport {
  readonly verdict: VerdictNode;
  /** Absent: it never came, or is still under way. */
  readonly evidence?: Evidence;
  /** The gates that judge are this change's own: base has none for this model. */
  readonly introduced?: boolean;
  /** Sources that only an environment may read, so that the evidence is from their samples. */
  readonly sampled?: readonly string[];
  /** What this evidence would mean under the gates that the change itself brings: shown, never decides. */
  readonly proposed?: VerdictNode;
  /** Where the champion runs, such as "production". */
  readonly environment: string;
  /** Why this model is judged, a line for each change, as the plan says it. */
  readonly changes: readonly string[];
}

export interface CommentInput {
  readonly models: readonly ModelReport[];
  /** Commits that this is about. */
  readonly commits?: { readonly base?: string; readonly head?: string; readonly merge?: string };
  /** Where GitHub is, by our own configuration: addresses there are linked without https, too. */
  readonly server?: string;
  /** https addresses, or `server`'s; others are not linked. */
  readonly links?: { readonly report?: string; readonly run?: string };
}
