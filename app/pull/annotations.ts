import type { Fault } from '../../src/core/errors.ts';
import { plainText } from '../../src/core/report/plain-text.ts';
import type { Annotation } from '../../src/github/check-runs.ts';

/** Faults that have a place in a file of the change, as GitHub shows them there. A line of base is none: the summary says where it is. */
export function annotationsOf(faults: readonly Fault[]): readonly Annotation[] {
  return faults.flatMap(({ location, commit, message, hint }) => {
    if (location === undefined || commit !== undefined) return [];
    const { file, line } = location;
    const text = plainText(hint === undefined ? message : `${message}. ${hint}`, 2000);
    return [{ path: file, start_line: line, end_line: line, annotation_level: 'failure', message: text } as const];
  });
}
