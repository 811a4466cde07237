import { expect, test } from 'vitest';
import { KernelMemory } from '../../../../src/core/training/kernels/kernel-memory.ts';

test('arrays lie side by side in one memory, and are given again after a rewind', () => {
  const memory = new KernelMemory(1000);
  const first = memory.bytes(1);
  const mark = memory.mark();
  expect(memory.numbers(2).byteOffset).toBe(64);
  expect(memory.left).toBe(1000 - 128);
  memory.rewind(mark);
  expect(memory.rows(3).byteOffset).toBe(64);
  expect(first.byteOffset).toBe(0);
});

test('more than a 32-bit memory holds is refused before anything is taken', () => {
  expect(() => new KernelMemory(2 ** 33)).toThrow(
    'these rows and features need 8.0 GiB at once, and our engines have 4',
  );
});
