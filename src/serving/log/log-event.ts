/** What the log tells whoever runs it. */
export type LogEvent =
  | { readonly kind: 'dropped'; readonly model: string; readonly rows: number; readonly reason: string }
  /** Rows of a process that died; `unread` bytes at the end of its files are no whole records. */
  | { readonly kind: 'recovered'; readonly model: string; readonly rows: number; readonly unread: number }
  | { readonly kind: 'rotated'; readonly model: string; readonly rows: number; readonly path: string }
  /** It is tried again, and `rows` wait. */
  | { readonly kind: 'failed'; readonly doing: 'write' | 'rotate' | 'recover'; readonly reason: string };

const pause = 60_000;

/** Passes events on, of one kind and model at most one a minute: what comes in between is added up and told when the minute is over. */
export class SparseTeller {
  readonly #told: (event: LogEvent) => void;
  readonly #kinds = new Map<string, { held: LogEvent | undefined; timer: NodeJS.Timeout }>();

  constructor(told: (event: LogEvent) => void) {
    this.#told = told;
  }

  tell(event: LogEvent): void {
    const key = `${event.kind} ${event.kind === 'failed' ? event.doing : event.model}`;
    const kind = this.#kinds.get(key);
    if (kind === undefined) this.#tellNow(key, event);
    else kind.held = kind.held === undefined ? event : sum(kind.held, event);
  }

  /** Tells what it holds. */
  close(): void {
    for (const { held, timer } of this.#kinds.values()) {
      clearTimeout(timer);
      if (held !== undefined) this.#told(held);
    }
    this.#kinds.clear();
  }

  #tellNow(key: string, event: LogEvent): void {
    const timer = setTimeout(() => {
      const held = this.#kinds.get(key)?.held;
      this.#kinds.delete(key);
      if (held !== undefined) this.#tellNow(key, held);
    }, pause).unref();
    this.#kinds.set(key, { held: undefined, timer });
    this.#told(event);
  }
}

/** The newer event with the rows of both. */
function sum(before: LogEvent, event: LogEvent): LogEvent {
  if (event.kind === 'failed' || before.kind === 'failed') return event;
  const rows = before.rows + event.rows;
  if (event.kind === 'recovered' && before.kind === 'recovered')
    return { ...event, rows, unread: before.unread + event.unread };
  return { ...event, rows };
}
