import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runJob } from '../../actions/holdout/run-child.ts';
import { scoreModels } from '../../src/core/evaluation/compare-models.ts';
import { estimateSchema, isDefined } from '../../src/core/evaluation/estimate.ts';
import { evaluate } from '../../src/core/evaluation/evaluate.ts';
import type { Evaluation } from '../../src/core/evaluation/evaluation.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { parseAnswerFile } from '../../src/core/ledger/answer-file.ts';
import type { Asked } from '../../src/core/ledger/entry.ts';
import { parseSha } from '../../src/engines/git/ref.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { Frames } from '../../src/engines/workspace/frames.ts';
import { openCommits } from '../../src/engines/workspace/open-commits.ts';
import { prepareComparison } from '../../src/engines/workspace/prepare-comparison.ts';
import { packageOf } from '../../src/engines/workspace/train.ts';
import { edit } from '../cli/aval.ts';
import { modelFile, reserved, type TrustedCheckout, trustedCheckout } from './holdout-fixture.ts';

// What a trusted run leaves for others to read, against all that its evaluation knew.
let checkout: TrustedCheckout;
let asked: Asked;
let run: Awaited<ReturnType<TrustedCheckout['run']>>;
let texts: ReadonlyMap<string, string>;
let known: { readonly evaluation: Evaluation; readonly evidence: Evidence };

beforeAll(async () => {
  checkout = await trustedCheckout();
  const { repository } = checkout;
  asked = await checkout.asked(checkout.change((one) => edit(one, modelFile, 'housing]', 'housing, applicant:job]')));
  const { signal } = new AbortController();
  run = await checkout.run(reserved(asked), { evaluate: (job, limits) => runJob(job, limits, signal) });
  await run.ended;
  const { toolkit } = run;
  texts = new Map([
    ['log', toolkit.lines.join('\n')],
    ['summary', toolkit.summaries.join('\n')],
    ['annotations', JSON.stringify(toolkit.faults)],
    ['outputs', JSON.stringify([...toolkit.outputs])],
    ...readdirSync(run.folder()).map((name) => [name, readFileSync(path.join(run.folder(), name), 'utf8')] as const),
  ]);
  known = await evaluatedHere(repository.root);
}, 180_000);
afterAll(() => checkout[Symbol.dispose]());

/** The same evaluation with nothing rounded, as only the process that reads data has it. */
async function evaluatedHere(root: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'aval-known-'));
  const repository = await openRepository(root);
  const [head, base] = [parseSha(asked.commit), parseSha(asked.base)];
  const place = { store: new FolderStore(path.join(folder, 'packages')), cacheFolder: path.join(folder, 'cache') };
  const workspace = await openCommits(repository, { head, base, ...place });
  const quiet = () => undefined;
  const frames = new Frames(workspace, quiet);
  const { signal } = new AbortController();
  const { comparison, ports } = await prepareComparison(workspace, asked.model, {
    tier: 'holdout',
    level: 'reproduced',
    holdout: 'readable',
    train: (resolved) => packageOf(workspace, resolved, frames, quiet, signal, quiet),
    frames,
    signal,
    log: quiet,
  });
  const { evidence: left } = answered();
  const evaluation = await scoreModels({ ...comparison, alpha: left.alpha }, ports);
  return { evaluation, evidence: evaluate(evaluation) };
}

function answered(): { readonly evidence: Evidence; readonly text: string } {
  const text = texts.get('answer.json') ?? '';
  const { answer } = parseAnswerFile(Buffer.from(text));
  if (answer.outcome !== 'evaluated') throw new Error(answer.outcome);
  return { evidence: answer.evidence, text };
}

/** The first six decimals of numbers that have as many, as text would hold them: finer than any standard error of these rows. */
const finely = (numbers: Iterable<number>): string[] =>
  [...numbers].flatMap((number) => /^\d+\.\d{6}/.exec(String(Math.abs(number))) ?? []);

function estimatesOf(value: unknown): ReturnType<typeof estimateSchema.parse>[] {
  const parsed = estimateSchema.safeParse(value);
  if (parsed.success) return [parsed.data];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(estimatesOf) : [];
}

test('what was evaluated here is what the trusted run evaluated', () => {
  const { evidence } = answered();
  expect(known.evidence.challenger).toEqual(evidence.challenger);
  expect(known.evidence.account).toBe(evidence.account);
  expect(known.evidence.rows).toEqual(evidence.rows);
});

test('no estimate of the holdout is in any artifact or log finer than rounded', () => {
  const estimates = estimatesOf(known.evidence.measurements).filter(isDefined);
  const fine = finely(estimates.flatMap(({ value, low, high, se }) => [value, low, high, se ?? 0]));
  expect(fine.length).toBeGreaterThan(20);
  const unrounded = JSON.stringify(known.evidence); // the search does find what is there
  expect(fine.filter((number) => !unrounded.includes(number))).toEqual([]);
  const found = [...texts].flatMap(([name, text]) =>
    fine.filter((number) => text.includes(number)).map((number) => `${name}: ${number}`),
  );
  expect(found).toEqual([]);
});

test('no score of a row of the holdout is in any artifact or log', () => {
  const scores = finely(known.evaluation.challenger.scores);
  expect(scores.length).toBeGreaterThan(200);
  const found = [...texts].flatMap(([name, text]) =>
    scores.filter((number) => text.includes(number)).map((number) => `${name}: ${number}`),
  );
  expect(found).toEqual([]);
});

test('every number that leaves is a multiple of its step, and no key of a row is named', () => {
  const left = estimatesOf(answered().evidence.measurements).filter(isDefined);
  expect(left.length).toBeGreaterThan(3);
  for (const { value, low, high, se } of left) {
    if (se === undefined) throw new Error('a rounded estimate without its step');
    for (const number of [value, low, high]) expect(Math.abs(number / se - Math.round(number / se))).toBeLessThan(1e-6);
    expect(Number(se.toPrecision(1))).toBe(se);
  }
  const keys = [...known.evaluation.rows].map((row) => known.evaluation.frame.keys[row] ?? '');
  const named = [...texts].flatMap(([name, text]) =>
    keys.filter((key) => text.includes(key)).map((key) => `${name}: ${key}`),
  );
  expect(named).toEqual([]);
});

test('the log says which entry, which commits and where the answer is, and holds no other number', () => {
  const log = (texts.get('log') ?? '').replaceAll(/[0-9a-f]{32,}/g, '');
  expect([...log.matchAll(/\d+/g)].map(([number]) => number)).toEqual(['0']);
  expect(run.left().filter((name) => name.startsWith('aval-holdout-'))).toEqual([]);
});
