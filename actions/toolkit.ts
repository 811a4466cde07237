import type { Fault } from '../src/core/errors.ts';

/** What an action may ask of the runner, so that its `main` is tested without one. */
export interface Toolkit {
  /** An input by name; empty when it was not given. */
  input(name: string): string;
  output(name: string, value: string): void;
  /** A line in the log. */
  log(line: string): void;
  /** An annotation; at its place in a file where the fault has one. */
  annotate(fault: Fault): void;
  /** From now on the runner shows no log line with this text in it, nor with its last word: the token behind `Bearer`. */
  secret(text: string): void;
  /** Markdown added to the job's summary. Everything in it is escaped already. */
  summary(markdown: string): Promise<void>;
}

/** What the event and the runner say, read once at the entry. */
export interface RunContext {
  /** Folder of the checkout. */
  readonly folder: string;
  /** `owner/name` of the repository that the run belongs to. */
  readonly repository: string;
  /** Commit that a change is compared with; undefined: where it left the default branch. */
  readonly base: string | undefined;
  readonly apiUrl: string;
}
