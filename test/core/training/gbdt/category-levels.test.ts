import { expect, test } from 'vitest';
import { categoryLevels } from '../../../../src/core/training/gbdt/category-levels.ts';

test('levels that occur have a bin, others have none', () => {
  expect(categoryLevels({ type: 'category', levels: ['a', 'b', 'c'], codes: Int32Array.of(2, 0, -1, 2) })).toEqual([
    'a',
    'c',
  ]);
});

test('of more than 255 levels the rarest share the missing bin', () => {
  const levels = Array.from({ length: 300 }, (_, k) => `level-${String(k).padStart(3, '0')}`);
  const twice = levels.flatMap((_, code) => (code >= 45 ? [code, code] : [code]));
  expect(categoryLevels({ type: 'category', levels, codes: Int32Array.from(twice) })).toEqual(levels.slice(45));
});
