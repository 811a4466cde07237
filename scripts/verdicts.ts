// The demo's verdicts over 16 seeds of the split: `npm run verdicts` prints the table that the README shows. The same template, rows,
// engine, policy, levels and rounding as `npm run demo`; only which rows are set aside differs. The demo uses the template's seed, 0.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { gateRule } from '../src/core/definitions/schema/gate-rules.ts';
import { compareModels, type ModelToCompare } from '../src/core/evaluation/compare-models.ts';
import { judge } from '../src/core/gate/judge.ts';
import { levelOfUse } from '../src/core/gate/spending-schedules.ts';
import type { ResolvedModel } from '../src/core/plan/resolved-model.ts';
import { icons } from '../src/core/report/outcome-text.ts';
import { table } from '../src/core/report/table.ts';
import { trainModel } from '../src/core/training/train-model.ts';
import { ensureRepository } from '../src/engines/git/repository.ts';
import { stopwatch } from '../src/engines/stopwatch.ts';
import { Frames } from '../src/engines/workspace/frames.ts';
import { engineOf } from '../src/engines/workspace/train.ts';
import { openWorkspace, resolveOn } from '../src/engines/workspace/workspace.ts';
import { demoChanges } from './demo/changes.ts';

const seeds = [...Array(16).keys()];
const quiet = (): void => undefined;
const folder = await mkdtemp(join(tmpdir(), 'aval-verdicts-'));
try {
  await cp(join(import.meta.dirname, '../model-repo-template'), folder, { recursive: true });
  await ensureRepository(folder);
  const workspace = await openWorkspace(folder);
  const { project } = workspace.head.definitions;
  const template = await resolveOn(workspace.head, 'credit-risk');

  const trained = async (resolved: ResolvedModel): Promise<ModelToCompare> => {
    const { frame } = await new Frames(workspace, quiet).read(resolved);
    const engine = await engineOf(workspace, resolved, quiet);
    return { resolved, package: await trainModel(resolved, frame, engine, quiet, new AbortController().signal) };
  };
  const verdict = async (seed: number, index: number): Promise<string> => {
    const change = demoChanges[index];
    if (change === undefined) throw new RangeError(`no change ${index}`);
    const extra = change.rule === undefined ? [] : [gateRule.parse(parse(change.rule)[0])];
    const data = { ...template.gates.data, seed };
    const gates = { ...template.gates, data, gates: [...extra, ...template.gates.gates] };
    const champion = { ...template, gates };
    const features = [...template.model.features, ...change.features.map((name) => `applicant:${name}`)];
    const frames = new Frames(workspace, quiet);
    const evidence = await compareModels(
      {
        gates,
        project,
        challenger: await trained({ ...champion, model: { ...template.model, features } }),
        champion: { ...(await trained(champion)), version: '1.0.0' },
        tier: 'holdout',
        level: 'claimed',
        holdout: 'readable',
        alpha: levelOfUse(index + 1, project.statistics.alpha),
        seed,
      },
      {
        readFrame: async (one) => (await frames.read(one)).frame,
        openEngine: (one) => engineOf(workspace, one, quiet),
        stopwatch: stopwatch(),
      },
    );
    return icons[judge(evidence, gates, project).outcome];
  };

  const rows: string[][] = [];
  for (const [index, { message }] of demoChanges.entries()) {
    const outcomes: string[] = [];
    for (const seed of seeds) outcomes.push(await verdict(seed, index));
    rows.push([message, ...outcomes]);
  }
  console.log(table(['seed of the split', ...seeds.map(String)], ['l', ...seeds.map(() => 'c' as const)], rows));
} finally {
  await rm(folder, { recursive: true, force: true });
}
