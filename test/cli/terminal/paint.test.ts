import { expect, test } from 'vitest';
import { colour, columns, painted, plain } from '../../../src/cli/terminal/paint.ts';

const esc = '\u001B';

test('what a cell holds is shown on its line, never obeyed', () => {
  const evil = `a${esc}[2J${esc}]8;;http://e.vil\u0007b\u202Ec\u2066\rd\ne`;
  expect(columns([[evil, 'end']])).toBe('  a[2J]8;;http://e.vilbc d e  end');
});

test('columns stand under each other by what is seen of their cells; spaces before and between words stay', () => {
  const rows = [
    ['a\u200B\u200B', 'x'],
    ['  b  c', 'y'],
  ];
  expect(columns(rows, '')).toBe('a       x\n  b  c  y');
});

test('our own colours stay, around clean text, and take no room', () => {
  const rows = [
    [painted(colour, 'red', `no${esc}[32m`), 'x'],
    [painted(colour, 'dim', 'later, so'), 'y'],
  ];
  expect(columns(rows, '')).toBe(`${esc}[31mno[32m${esc}[39m     x\n${esc}[2mlater, so${esc}[22m  y`);
  expect(columns([[painted(plain, 'red', 'no')]], '')).toBe('no');
});
