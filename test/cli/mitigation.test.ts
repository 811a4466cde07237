import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { evidenceSchema } from '../../src/core/gate/evidence.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { avalJson, edit } from './aval.ts';
import { latenessRepository } from './lateness-repository.ts';

// Flights that leave late, weighted by distance, reweighed by airport, with a threshold for each: read by DuckDB, trained, measured.
const gates = `apiVersion: aval/v1
kind: Gates
model: lateness
problem:
  question: Will this flight leave late?
  decision: Warn the passengers.
  task: binary
  label: {column: flights:late_min, above: 15}
  costs: {falseNegative: 3, falsePositive: 1}
data:
  spine: flights
  equalRows: 1                                    # a timetable repeats itself
  dev: {share: 0.4}
  holdout: {share: 0.2}
  weight: flights:distance_mi
evaluate:
  metrics: [selection_rate, log_loss]
  threshold: {perGroup: airport, constraint: demographicParity, within: 0.02}
  groups:
    - {name: airport, by: flights:origin, reference: SEA}
gates:
  - {metric: log_loss, rule: superior, why: It must know more than the rate.}
`;

let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await latenessRepository();
  writeFileSync(path.join(repository.root, 'models/lateness/gates.yaml'), gates);
  repository.commit('Two classes');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());
vi.setConfig({ testTimeout: 60_000 }); // each runs the command line

const run = (...args: string[]) => avalJson(repository.root, ...args);

async function evidence() {
  const { models } = (await run('evaluate', 'lateness')) as { models: { evidence: unknown }[] };
  return evidenceSchema.parse(models[0]?.evidence);
}

test('weights, thresholds by group and the search for segments reach the evidence', async () => {
  const { rows, thresholds, measurements, segments } = await evidence();
  expect(rows.effective).toBeLessThan(rows.evaluated);
  expect(thresholds?.byGroup).toMatchObject({ name: 'airport', challenger: [{ value: 'SAN' }, { value: 'SEA' }] });
  const gap = measurements.find(({ quantity }) => quantity.metric === 'selection_rate' && quantity.group?.reference);
  expect(gap?.challenger).toMatchObject({ method: expect.stringContaining('bootstrap') });
  expect(Math.abs(gap && 'value' in gap.challenger ? gap.challenger.value : 1)).toBeLessThanOrEqual(0.02 + 1e-9);
  expect(segments?.searched).toBeGreaterThan(10);
});

test('a reweighed model is another model, and its definition names the group', async () => {
  const before = (await evidence()).challenger;
  edit(repository, 'models/lateness/model.yaml', 'engine: gbdt', 'engine: gbdt\n  reweigh: {by: airport}');
  const after = (await evidence()).challenger;
  expect(after.definition).not.toBe(before.definition);
  expect(after.package).not.toBe(before.package);
});
