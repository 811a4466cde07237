import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogLines } from '../../../src/engines/command/log-lines.ts';

function linesOf(...chunks: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const log = new LogLines((line) => lines.push(line));
  for (const chunk of chunks) log.push(Buffer.from(chunk));
  log.end();
  return lines;
}

describe('LogLines', () => {
  it('joins what comes in pieces, even within one character', () => {
    const euro = Buffer.from('€');
    expect(linesOf('one\ntw', 'o 5', euro.subarray(0, 1), euro.subarray(1), '\r\nthree')).toEqual([
      'one',
      'two 5€',
      'three',
    ]);
  });

  it('removes colours, other terminal sequences, controls and marks that turn text around', () => {
    expect(linesOf('\u001b[31mred\u001b[0m \u001b]0;title\u0007x\u0000y\u202ez\tend\u001b[2K\n')).toEqual([
      'red xyz  end',
    ]);
  });

  it('cuts a long line and shows the next one whole', () => {
    const [first, second] = linesOf('a'.repeat(1500), `${'b'.repeat(1500)}\nnext`);
    expect(first).toBe(`${'a'.repeat(1500)}${'b'.repeat(500)}…`);
    expect(second).toBe('next');
  });

  it('never yields a control character or a line above the limit, whatever the bytes and however they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), (chunks) => {
        for (const line of linesOf(...chunks.map((chunk) => Buffer.from(chunk)))) {
          expect(line).not.toMatch(/\p{Cc}/u);
          expect(line.length).toBeLessThanOrEqual(2001);
        }
      }),
    );
  });
});
