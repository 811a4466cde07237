import type { Fault } from './fault.ts';

interface Armed {
  readonly fault: Fault;
  left: number;
}

/** The faults that wait for their operation. */
export class Faults {
  #armed: Armed[] = [];
  /** Which ones came true, in order. */
  readonly happened: { readonly operation: string; readonly fault: Fault }[] = [];

  /** Returns what takes the fault back. */
  add(fault: Fault): () => void {
    const armed = { fault, left: fault.times ?? 1 };
    this.#armed.push(armed);
    return () => {
      this.#armed = this.#armed.filter((one) => one !== armed);
    };
  }

  clear(): void {
    this.#armed = [];
  }

  /** The first fault for this operation, used up once. */
  take(operation: string): Fault | undefined {
    const found = this.#armed.find(({ fault, left }) => left > 0 && matches(fault.operation, operation));
    if (found === undefined) return undefined;
    found.left--;
    this.happened.push({ operation, fault: found.fault });
    return found.fault;
  }
}

const matches = (wanted: string | RegExp, operation: string): boolean =>
  typeof wanted === 'string' ? wanted === operation : wanted.test(operation);
