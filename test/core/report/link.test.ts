import { expect, test } from 'vitest';
import { link } from '../../../src/core/report/link.ts';

test.each([
  ['https://example.org/a_(b)?c=[d]', '[it](https://example.org/a%5Fb'],
  ['https://example.org/) [x](y', '[it](https://example.org/%29%20%5Bx%5D%28y)'],
])('an address can not end its link early: %s', (address, start) => {
  const text = link('it', address);
  expect(text.slice(5, -1)).not.toMatch(/[()[\]<>\s]/);
  expect(text.startsWith(start.slice(0, 25))).toBe(true);
});

test('where GitHub is by configuration needs no https, and nowhere else', () => {
  const server = 'http://127.0.0.1:4000/olivia/lending';
  expect(link('it', 'http://127.0.0.1:4000/x', server)).toBe('[it](http://127.0.0.1:4000/x)');
  expect(link('it', 'http://127.0.0.1:4001/x', server)).toBe('it');
  expect(link('it', 'http://evil@127.0.0.1:4000/x', server)).toBe('it');
  expect(link('it', 'javascript:alert(1)', 'javascript:0')).toBe('it');
});

test.each(['http://example.org', 'javascript:alert(1)', 'https://user:pass@example.org', 'nonsense', undefined])(
  '%s is not linked',
  (address) => expect(link('it', address)).toBe('it'),
);
