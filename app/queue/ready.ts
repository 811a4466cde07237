/** Keys in two lines, first come first served: what a person waits for goes before what the sweep found. */
export class ReadyLines<Item extends { readonly urgent: boolean }> {
  readonly #urgent = new Set<Item>();
  readonly #calm = new Set<Item>();

  get size(): number {
    return this.#urgent.size + this.#calm.size;
  }

  add(item: Item): void {
    (item.urgent ? this.#urgent : this.#calm).add(item);
  }

  /** Takes it out of both: it may have become urgent since it came in. */
  delete(item: Item): boolean {
    const urgent = this.#urgent.delete(item);
    return this.#calm.delete(item) || urgent;
  }

  take(): Item | undefined {
    for (const line of [this.#urgent, this.#calm]) {
      for (const item of line) {
        line.delete(item);
        return item;
      }
    }
    return undefined;
  }
}
