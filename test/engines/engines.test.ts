import { expect, test } from 'vitest';
import { trainSchema } from '../../src/core/definitions/schema/model.ts';
import { engineRevisions, openEngine } from '../../src/engines/engines.ts';

const ports = { readFiles: async () => new Map<string, Uint8Array>(), log: () => undefined };

test.each(['gbdt', 'linear', 'tfjs', 'command'] as const)(
  '%s: the revision known without loading is the engine’s own',
  async (name) => {
    const engine = await openEngine(name, ports);
    expect(engine.name).toBe(name);
    expect(engineRevisions[name]).toBe(engine.revision);
  },
);

test('every engine that a model can name has a revision', () => {
  const names = trainSchema.options.map((option) => option.shape.engine.value);
  expect(Object.keys(engineRevisions).sort()).toEqual(names.sort());
});
