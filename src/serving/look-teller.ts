import type { Change } from './converge.ts';
import type { Look } from './follow.ts';
import { changeLine } from './told.ts';

type Failed = Extract<Change, { readonly kind: 'failed' }>;

/** What a person reads of the looks at git: what changed, and each fault once, however many looks find it. */
export class LookTeller {
  /** Why git can't be read at present, as it was said. */
  #unreachable: string | undefined;
  /** Why models don't run what git says, as it was said. */
  #faults = new Map<string, Failed>();

  lines(look: Look): readonly string[] {
    if (look.kind === 'unreachable') {
      const known = this.#unreachable !== undefined && sameFault(this.#unreachable, look.fault);
      this.#unreachable = look.fault;
      return known ? [] : [`git can't be read, what runs goes on: ${look.fault}`];
    }
    const again = this.#unreachable === undefined ? [] : ['git is read again'];
    this.#unreachable = undefined;
    const before = this.#faults;
    const failed = look.changes.filter((change) => change.kind === 'failed');
    this.#faults = new Map(failed.map((one) => [one.model, one]));
    const news = look.changes.filter(
      (change) => change.kind !== 'failed' || !saysTheSame(before.get(change.model), change),
    );
    return [...again, ...news.map((change) => changeLine(change, look.commit))];
  }
}

function saysTheSame(before: Failed | undefined, now: Failed): boolean {
  return before?.version === now.version && sameFault(before.fault, now.fault);
}

/** Times, ports and the names of temporary files differ from look to look. */
const sameFault = (one: string, other: string): boolean => withoutNumbers(one) === withoutNumbers(other);
const withoutNumbers = (fault: string): string => fault.replace(/\d+/g, '0').replace(/tmp_\w+/g, 'tmp');
