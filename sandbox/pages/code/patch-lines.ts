export interface PatchLine {
  readonly kind: 'hunk' | 'added' | 'removed' | 'same' | 'note';
  /** Its number in the file before the change; undefined where it wasn't there. */
  readonly before?: number;
  readonly after?: number;
  /** With its sign. */
  readonly text: string;
}

/** The lines of a file's patch, numbered. */
export function patchLines(patch: string): PatchLine[] {
  let [before, after] = [0, 0];
  const lines = patch === '' ? [] : patch.split('\n');
  return lines.map((text): PatchLine => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text);
    if (hunk !== null) {
      [before, after] = [Number(hunk[1]), Number(hunk[2])];
      return { kind: 'hunk', text };
    }
    if (text.startsWith('+')) return { kind: 'added', after: after++, text };
    if (text.startsWith('-')) return { kind: 'removed', before: before++, text };
    if (text.startsWith('\\')) return { kind: 'note', text };
    return { kind: 'same', before: before++, after: after++, text };
  });
}
