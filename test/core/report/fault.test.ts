import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatFault } from '../../../src/core/report/fault.ts';

const at = (excerpt: string, column: number, length: number) => ({ file: 'a.yaml', line: 12, column, length, excerpt });

test('a fault without a place is its message and what to do', () => {
  expect(formatFault({ rule: 'x', message: 'no data', hint: 'Run: aval data update' })).toBe(
    'no data\n  Run: aval data update',
  );
});

test('a fault of another commit says which, with a place and without', () => {
  const commit = '1a2b3c4d5e6f'.padEnd(40, '0');
  expect(formatFault({ rule: 'x', message: 'bad', location: at('', 1, 0), commit })).toBe(
    'a.yaml:12:1 (at 1a2b3c4d5e6f)  bad',
  );
  expect(formatFault({ rule: 'x', message: 'no model', commit })).toBe('no model (at 1a2b3c4d5e6f)');
});

test('carets stand under the text, behind tabs and letters outside ASCII', () => {
  expect(formatFault({ rule: 'x', message: 'bad', location: at('\tgrüße: 😀 x', 12, 1) })).toBe(
    'a.yaml:12:12  bad\n  12 │ \tgrüße: 😀 x\n     │ \t         ^',
  );
});

test('a long line is shown around its fault', () => {
  const excerpt = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
  const [, line = '', marks = ''] = formatFault({ rule: 'x', message: 'bad', location: at(excerpt, 501, 4) }).split(
    '\n',
  );
  expect(line.length).toBeLessThan(140);
  expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
});

test('control characters of a file never reach the terminal', () => {
  const red = '\u001b[31mred\u202e';
  const text = formatFault({ rule: 'x', message: red, hint: red, location: at(red, 1, 3) });
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  expect(text.split('\n')).toHaveLength(4);
});

test('the carets are under the text that the fault is about, whatever the line', () => {
  const printable = fc.stringMatching(/^[ -~]{1,300}$/).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(printable, fc.nat(), (excerpt, n) => {
      const column = 1 + (n % excerpt.length);
      const [, line = '', marks = ''] = formatFault({
        rule: 'x',
        message: 'm',
        location: at(excerpt, column, 1),
      }).split('\n');
      expect(line[marks.indexOf('^')]).toBe(excerpt[column - 1]);
    }),
  );
});
