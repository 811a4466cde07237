import { statusOf } from '../../src/github/request-error.ts';

/** An answer with the tag that GitHub knows it by. */
interface Remembered {
  readonly tag: string;
  readonly answer: { readonly status: number; readonly headers: object; readonly data: unknown; readonly url: string };
}

const mostAnswers = 2000;
const mostBytes = 256 * 1024;

/**
 * Answers of reads, by address. A read that was made before asks whether anything changed; where nothing did, GitHub answers 304, which costs nothing of
 * the hourly limit, and the answer of then is given. Nothing is taken from here without asking: a lost delivery costs no truth.
 */
export class RememberedAnswers {
  readonly #answers = new Map<string, Remembered>();

  /** Makes a read, whose address is `key`, conditional. `ask` makes the request with further headers. */
  async read<Answer extends Remembered['answer']>(
    key: string,
    ask: (headers: Readonly<Record<string, string>>) => Promise<Answer>,
  ): Promise<Answer> {
    const known = this.#answers.get(key);
    try {
      const answer = await ask(known === undefined ? {} : { 'if-none-match': known.tag });
      this.#remember(key, answer);
      return answer;
    } catch (error) {
      if (known === undefined || statusOf(error) !== 304) throw error;
      this.#answers.delete(key);
      this.#answers.set(key, known); // the newest are kept
      return copyOf(known.answer as Answer); // what this very address gave before
    }
  }

  #remember(key: string, answer: Remembered['answer']): void {
    const { etag: tag } = answer.headers as { etag?: string };
    this.#answers.delete(key);
    if (tag === undefined || JSON.stringify(answer.data)?.length > mostBytes) return;
    this.#answers.set(key, { tag, answer: copyOf(answer) });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostAnswers && oldest !== undefined) this.#answers.delete(oldest);
  }
}

/** Octokit's paging takes answers apart in place. */
function copyOf<Answer extends Remembered['answer']>(answer: Answer): Answer {
  return { ...answer, data: structuredClone(answer.data) };
}
