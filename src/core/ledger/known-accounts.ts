import type { RowSketch } from './row-sketch.ts';

/** Where rows come from: the spine's source, and the digest that pins its bytes. */
export interface PinnedSpine {
  readonly source: string;
  readonly digest: string;
}

/** Rows that are about to judge a model. */
export interface AccountRows {
  readonly account: string;
  readonly model: string;
  readonly spine?: PinnedSpine | undefined;
  readonly sketch?: RowSketch | undefined;
}

/** Rows that judged, as a ledger tells. */
export interface KnownAccount {
  readonly account: string;
  readonly models: ReadonlySet<string>;
  /** Each once. */
  readonly spines: readonly PinnedSpine[];
  readonly sketch?: RowSketch | undefined;
}

/** Each account of these once, in order, with the first sketch of it. */
export function distinctAccounts(rows: readonly AccountRows[]): readonly KnownAccount[] {
  const known = new Map<string, KnownAccount>();
  for (const { account, model, spine, sketch } of rows) {
    const before = known.get(account);
    const spines = before?.spines ?? [];
    const isNews = spine !== undefined && !spines.some((one) => isSameSpine(one, spine));
    known.set(account, {
      account,
      models: new Set([...(before?.models ?? []), model]),
      spines: isNews ? [...spines, spine] : spines,
      sketch: before?.sketch ?? sketch,
    });
  }
  return [...known.values()];
}

const isSameSpine = (one: PinnedSpine, other: PinnedSpine): boolean =>
  one.source === other.source && one.digest === other.digest;
