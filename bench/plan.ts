// `aval plan` over a repository of many models: git trees in, plan out, each figure the median of three runs.
// Run with --smoke for 200 models. One JSON line per figure.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AvalError } from '../src/core/errors.ts';
import { planModels } from '../src/core/plan/plan.ts';
import { openRepository } from '../src/engines/git/repository.ts';
import { report } from './training/report.ts';

const modelsPerView = 50;
const viewsPerSource = 5;
const engineRevisions = { gbdt: 1, linear: 1, tfjs: 1, command: 1 };

function write(root: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function source(name: string, rate = 'float'): string {
  return `apiVersion: aval/v1
kind: Source
name: ${name}
uri: https://data.example.org/${name}.parquet
access: public
time: at
zone: UTC
licence: public domain
origin: made for the benchmark
columns:
  id: {type: int, unique: true}
  at: {type: timestamp}
  amount: {type: float}
  rate: {type: ${rate}}
  late: {type: boolean}
`;
}

function lock(name: string): string {
  return `apiVersion: aval/v1
kind: SourceLock
source: ${name}
digest: sha256:${'0'.repeat(64)}
rows: 1000
until: "2026-01-01T00:00:00Z"
`;
}

function view(name: string, from: string, window: string): string {
  return `apiVersion: aval/v1
kind: FeatureView
name: ${name}
description: What is known about a thing.
owner: benchmark
entity: thing
source: ${from}
time: at
ttl: 30d
features:
  amount: {}
  rate: {}
aggregate:
  mean_amount: {of: amount, function: mean, window: ${window}}
`;
}

function model(name: string, from: string, trees: number): string {
  return `# ${name}
apiVersion: aval/v1
kind: Model
name: ${name}
description: One of many.
owner: benchmark
features: [${from}:amount, ${from}:rate, ${from}:mean_amount]
prepare:
  - impute: {columns: numeric, with: median}
train:
  engine: gbdt
  parameters: {trees: ${trees}, leaves: 15, learningRate: 0.1}
  seed: 7
`;
}

function gates(name: string, spine: string): string {
  return `apiVersion: aval/v1
kind: Gates
model: ${name}
problem:
  question: Will it be late?
  decision: Warn when it is likely.
  task: binary
  label: {column: "${spine}:late", positive: true}
data:
  spine: ${spine}
  dev: {share: 0.2}
  holdout: {share: 0.2}
evaluate:
  metrics: [roc_auc, log_loss]
gates:
  - metric: roc_auc
    rule: notWorse
    margin: 0.01
    why: It must not get worse.
`;
}

/** A packed repository, as a clone is. */
function build(root: string, models: number): void {
  write(root, 'aval.yaml', 'apiVersion: aval/v1\nkind: Project\nname: bench\nenvironments:\n  - name: production\n');
  write(root, 'entities.yaml', 'apiVersion: aval/v1\nkind: Entity\nname: thing\nkeys: [id]\n');
  for (let i = 0; i < models; i++) {
    const [ofView, name] = [Math.floor(i / modelsPerView), `model-${i}`];
    const ofSource = Math.floor(ofView / viewsPerSource);
    write(root, `models/${name}/model.yaml`, model(name, `view_${ofView}`, 100));
    write(root, `models/${name}/gates.yaml`, gates(name, `source_${ofSource}`));
    if (i % modelsPerView === 0)
      write(root, `features/view_${ofView}.yaml`, view(`view_${ofView}`, `source_${ofSource}`, '7d'));
    if (i % (modelsPerView * viewsPerSource) !== 0) continue;
    write(root, `sources/source_${ofSource}.yaml`, source(`source_${ofSource}`));
    write(root, `sources/source_${ofSource}.lock.yaml`, lock(`source_${ofSource}`));
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'gc.auto=0', '-c', 'user.name=b', '-c', 'user.email=b@example.org', ...args], {
      cwd: root,
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'start');
  git('gc', '--quiet');
}

async function measure(root: string, models: number, change: string, expected: number): Promise<void> {
  const seconds: number[] = [];
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    const repository = await openRepository(root);
    const base = await repository.treeAt('HEAD');
    const plans = await planModels(base, await repository.workTree(), { engineRevisions, released: () => undefined });
    seconds.push((performance.now() - start) / 1000);
    const train = plans.filter((plan) => plan.action === 'train').length;
    const invalid = plans.find((plan) => plan.action === 'invalid');
    if (invalid?.action === 'invalid') throw new AvalError('invariant', invalid.faults);
    if (train !== expected) throw new Error(`${change}: ${train} models to train, expected ${expected}`);
  }
  const median = Number(seconds.sort((a, b) => a - b)[1]?.toFixed(3));
  const figure = `${models} models, ${change} changed, ${expected} to train`;
  report({ bench: 'plan', figure, unit: 's', value: median, atMost: 2 });
}

async function bench(models: number): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'aval-bench-plan-'));
  try {
    build(root, models);
    await measure(root, models, 'nothing', 0);
    write(root, 'models/model-7/model.yaml', model('model-7', 'view_0', 400));
    await measure(root, models, 'one model', 1);
    write(root, 'models/model-7/model.yaml', model('model-7', 'view_0', 100));
    write(root, 'features/view_1.yaml', view('view_1', 'source_0', '8d'));
    await measure(root, models, 'one shared view', modelsPerView);
    write(root, 'features/view_1.yaml', view('view_1', 'source_0', '7d'));
    write(root, 'sources/source_0.yaml', source('source_0', 'int'));
    await measure(root, models, 'one shared source', Math.min(models, modelsPerView * viewsPerSource));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

for (const models of process.argv.includes('--smoke') ? [200] : [2500, 5000]) await bench(models);
