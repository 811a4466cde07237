// Packs the project, installs the tarball into an empty folder and works with it as a user of npm does: every template file arrives, and
// all four engines train and score from the built code. Needs the npm registry, so it is a step of its own and not part of `npm test`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logisticModel } from '../test/engines/onnx/onnx-writer.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'aval-pack-'));
const models = join(folder, 'models');
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function filesBelow(base: string): string[] {
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

function checkTemplate(): number {
  const template = filesBelow(join(root, 'model-repo-template'));
  const want = template
    .map((path) => path.replace(/^github\//, '.github/').replace(/(^|\/)gitignore$/, '$1.gitignore'))
    .sort();
  const got = filesBelow(models);
  const missing = want.filter((path) => !got.includes(path));
  const extra = got.filter((path) => !want.includes(path));
  if (missing.length + extra.length === 0) return want.length;
  throw new Error(`missing: ${missing.join(', ') || 'none'}; not in the template: ${extra.join(', ') || 'none'}`);
}

/** Trains and evaluates credit-risk with this `train:` block, as a change of the template. */
function trainWith(engine: string, train: string): void {
  const file = join(models, 'models/credit-risk/model.yaml');
  const standing = readFileSync(file, 'utf8');
  const numeric = standing.replace(/features: .*/, 'features: [applicant:duration, applicant:amount]');
  const plain = numeric.replace(/prepare:\n(?: {2}- .*\n)+/, 'prepare: [{impute: {columns: numeric, with: median}}]\n');
  writeFileSync(file, plain.replace(/train:\n(?: {2}.*\n)+/, `train:\n${train}`));
  const output = run('npx', ['aval', 'evaluate', 'credit-risk', '--json', '--folder', models], folder);
  const [model] = JSON.parse(output).models;
  if (model.trained !== 'trained' || model.evidence.rows.evaluated < 100) throw new Error(`${engine}: ${output}`);
  writeFileSync(file, standing);
  console.log(`  ${engine} trains and scores`);
}

try {
  run('npm', ['run', 'build', '--silent'], root);
  const tarball = join(folder, run('npm', ['pack', '--silent', '--pack-destination', folder], root).trim());
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', tarball], folder);
  run('npx', ['aval', 'init', 'models'], folder);
  console.log(`  all ${checkTemplate()} template files arrived`);
  run('npx', ['aval', 'validate', '--folder', 'models'], folder);
  trainWith('gbdt', '  engine: gbdt\n  parameters: {trees: 20}\n');
  trainWith('linear', '  engine: linear\n');
  trainWith('tfjs', '  engine: tfjs\n  parameters: {layers: [8], epochs: 2}\n');
  mkdirSync(join(models, 'training'));
  const model = Buffer.from(logisticModel([0.01, 0.0001], -1)).toString('base64');
  const program = `import { readFileSync, writeFileSync } from 'node:fs';
const spec = JSON.parse(readFileSync(process.env.AVAL_SPEC, 'utf8'));
writeFileSync(spec.outputs.model, Buffer.from('${model}', 'base64'));
`;
  writeFileSync(join(models, 'training/train.mjs'), program);
  writeFileSync(join(models, 'training/lock.json'), '{}');
  const node = JSON.stringify(process.execPath);
  trainWith(
    'command',
    `  engine: command\n  run: [${node}, training/train.mjs]\n  files: [training/train.mjs]\n  lock: training/lock.json\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
