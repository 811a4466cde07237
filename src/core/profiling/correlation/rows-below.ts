/** Counts of places 0 to `places` - 1 that can be added to and summed from below, each in O(log places): a binary indexed tree (Fenwick 1994). */
export class RowsBelow {
  readonly #tree: Float64Array;

  constructor(places: number) {
    this.#tree = new Float64Array(places + 1);
  }

  /** One row more at a place. */
  add(place: number): void {
    for (let i = place + 1; i < this.#tree.length; i += i & -i) this.#tree[i] = (this.#tree[i] ?? 0) + 1;
  }

  /** Rows at places below this one. */
  below(place: number): number {
    let sum = 0;
    for (let i = place; i > 0; i -= i & -i) sum += this.#tree[i] ?? 0;
    return sum;
  }
}
