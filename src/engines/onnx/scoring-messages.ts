/** One input tensor of a batch; `width` columns for each row, row by row. */
export interface Feed {
  readonly name: string;
  readonly width: number;
  readonly data: Float32Array | readonly string[];
}

/** What the scoring process is asked: first `open`, then any number of `run`. */
export type ScoringRequest =
  | { readonly kind: 'open'; readonly model: Uint8Array }
  | { readonly kind: 'run'; readonly rows: number; readonly feeds: readonly Feed[]; readonly output: string };

export type ScoringReply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'scores'; readonly data: Float32Array; readonly dims: readonly number[] }
  | { readonly kind: 'failed'; readonly message: string };
