import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ChildLimits } from '../../actions/child/run-child.ts';
import type { Job } from '../../actions/holdout/job.ts';
import { runJob } from '../../actions/holdout/run-child.ts';
import { digestOf } from '../../src/core/digest.ts';
import { levelOfUse } from '../../src/core/gate/spending-schedules.ts';
import { parseAnswerFile } from '../../src/core/ledger/answer-file.ts';
import type { Asked } from '../../src/core/ledger/entry.ts';
import { edit } from '../cli/aval.ts';
import { modelFile, reserved, type TrustedCheckout, trustedCheckout } from './holdout-fixture.ts';

// What the process that reads data does, started as the action starts it.
let checkout: TrustedCheckout;
let asked: Asked;
let second: Asked;
beforeAll(async () => {
  checkout = await trustedCheckout();
  edit(checkout.repository, 'aval.yaml', 'holdoutBudget: 32', 'holdoutBudget: 1');
  const rules = `  - {rule: latencyAtMost, latency: 50ms, why: The teller waits.}
  - {rule: importanceAtMost, share: 0.9, why: A feature that says it all has seen the label.}
`;
  appendFileSync(path.join(checkout.repository.root, 'models/credit-risk/gates.yaml'), rules);
  checkout.repository.commit('One look');
  const change = (feature: string) =>
    checkout.asked(checkout.change((one) => edit(one, modelFile, 'housing]', `housing, applicant:${feature}]`)));
  [asked, second] = [await change('job'), await change('age')];
}, 60_000);
afterAll(() => checkout[Symbol.dispose]());

const { signal } = new AbortController();
const evaluate = (job: Job, limits: ChildLimits): Promise<void> => runJob(job, limits, signal);

test('a granted use leaves a reproduced answer and its package, and the log shows no number of either', async () => {
  const environments = environmentsOfChildren();
  const run = await checkout.run(reserved(asked), { evaluate });
  await run.ended;
  const file = parseAnswerFile(readFileSync(path.join(run.folder(), 'answer.json')));
  if (file.answer.outcome !== 'evaluated') throw new Error('refused');
  const { evidence } = file.answer;
  expect(evidence).toMatchObject({
    level: 'reproduced',
    tier: 'holdout',
    holdout: 'readable',
    alpha: levelOfUse(1, 0.05),
    ledger: { used: 1, budget: 1 },
    run: { id: '77', attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' },
  });
  // What base's rules ask of the package is measured here, on the dev rows.
  expect(evidence.operational?.measures).toMatchObject([{ measure: 'latency_p99', challenger: { n: 1000 } }]);
  expect(evidence.importance?.features.map(({ feature }) => feature)).toContain('applicant:job');
  expect(readdirSync(run.folder()).sort()).toEqual([
    'answer.json',
    'manifest.json',
    'model.linear.json',
    'prepare.json',
    'profile.json',
  ]);
  expect(run.toolkit.lines).toEqual([
    `entry 0 of the holdout ledger: credit-risk at ${asked.commit}, base ${asked.base}`,
    `evaluated; the answer is ${run.toolkit.outputs.get('name')}`,
  ]);
  expect(environments()).toEqual(process.platform === 'linux' ? ['PATH,TMPDIR'] : []);
});

test('an account that is used up is refused: nothing is scored, and no package is handed out', async () => {
  const run = await checkout.run(reserved(second, reserved(asked)), { evaluate });
  await run.ended;
  expect(run.toolkit.outputs.get('outcome')).toBe('refused');
  expect(readdirSync(run.folder())).toEqual(['answer.json']);
  const { answer } = parseAnswerFile(readFileSync(path.join(run.folder(), 'answer.json')));
  expect(answer).toMatchObject({ outcome: 'refused', reason: 'the holdout is used up: 1 of 1 used' });
});

describe('a process that does not answer', () => {
  const failing = async (limits: Partial<ChildLimits>, job: Partial<Job> = {}) => {
    const run = await checkout.run(reserved(asked), {
      evaluate: (given, usual) => evaluate({ ...given, ...job }, { ...usual, ...limits }),
    });
    const error = await run.ended.catch((cause: unknown) => cause);
    expect(run.toolkit.outputs).toEqual(new Map());
    return error;
  };

  test('within its time is ended', async () => {
    expect(await failing({ timeLimit: '50ms' })).toMatchObject({
      class: 'platform',
      faults: [{ rule: 'action.process', message: 'evaluating took more than 50ms' }],
    });
  });

  test('within its memory is ended', async () => {
    expect(await failing({ memoryLimit: '20MB' })).toMatchObject({ faults: [{ rule: 'action.process' }] });
  });

  test('says why, unless its rows are private', async () => {
    const entry = digestOf('none');
    expect(await failing({}, { entry })).toMatchObject({ faults: [{ message: expect.stringContaining('its entry') }] });
    expect(await failing({ readable: false }, { entry })).toMatchObject({
      faults: [{ message: 'evaluating stopped; why is not repeated here, because it may show rows' }],
    });
  });
});

describe('an answer that is not to what was asked is not handed out', () => {
  let sound: Record<string, string>;
  beforeAll(async () => {
    const run = await checkout.run(reserved(asked), { evaluate });
    await run.ended;
    const read = (name: string) => readFileSync(path.join(run.folder(), name), 'utf8');
    sound = Object.fromEntries(readdirSync(run.folder()).map((name) => [name, read(name)]));
  });

  const cases: [what: string, file: string, from: string | RegExp, to: string, rule: string][] = [
    ['another entry', 'answer.json', /"entry":"sha256:[0-9a-f]{8}/g, '"entry":"sha256:00000000', 'holdout.answer'],
    ['a weaker level', 'answer.json', '"reproduced"', '"claimed"', 'holdout.answer'],
    [
      'another definition',
      'answer.json',
      /"definition":"sha256:.{8}/,
      '"definition":"sha256:00000000',
      'holdout.answer',
    ],
    ['another package', 'answer.json', /"package":"sha256:.{8}/, '"package":"sha256:00000000', 'holdout.answer'],
    ['bytes that are not the package', 'prepare.json', /^\{/, '{ ', 'package.size'],
    ['more than the form allows', 'answer.json', /^\{/, '{"rows":[1],', 'answer.form'],
  ];
  test.each(cases)('%s', async (_, file, from, to, rule) => {
    const run = await checkout.run(reserved(asked), {
      async evaluate({ output }) {
        await mkdir(output, { recursive: true });
        const changed = { ...sound, [file]: sound[file]?.replace(from, to) ?? '' };
        expect(changed[file]).not.toBe(sound[file]);
        for (const [name, text] of Object.entries(changed)) writeFileSync(path.join(output, name), text);
      },
    });
    await expect(run.ended).rejects.toMatchObject({ class: 'evidence', faults: [{ rule }] });
    expect(run.toolkit.outputs).toEqual(new Map());
  });
});

/** Names of the variables that processes of the action see, watched from now on; where the system tells. */
function environmentsOfChildren(): () => string[] {
  vi.stubEnv('INPUT_TOKEN', 'a-secret');
  const seen = new Set<string>();
  const look = (): void => {
    for (const entry of readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
      try {
        if (!readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes('actions/holdout/child.ts')) continue;
        const variables = readFileSync(`/proc/${entry}/environ`, 'utf8').split('\0').filter(Boolean);
        if (variables.length > 0) seen.add(variables.map((text) => text.replace(/=.*/s, '')).join());
      } catch {
        // it has ended since it was listed
      }
    }
  };
  const timer = process.platform === 'linux' ? setInterval(look, 50) : undefined;
  return () => {
    clearInterval(timer);
    vi.unstubAllEnvs();
    return [...seen];
  };
}
