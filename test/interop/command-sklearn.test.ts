import { execFileSync } from 'node:child_process';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Task, TrainingData } from '../../src/core/training/engine.ts';
import { type CommandTrain, commandEngine } from '../../src/engines/command/engine.ts';
import { writeTrainingParquet } from '../../src/engines/command/training-parquet.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const python = process.env['AVAL_PYTHON'] ?? 'python3';
const example = join(root, 'examples/scikit-learn');
const columns = [
  'duration',
  'amount',
  'installment_rate_percentage',
  'residence_duration',
  'age',
  'number_existing_credits',
  'number_people_maintenance',
];

const jobs = ['SkilledEmployee', 'UnskilledResident', 'Management.SelfEmp.HighlyQualified', 'UnemployedUnskilled'];

/**
 * German credit, its number columns; the label is who defaulted, the kind of job where there are several classes (with a weight), or the age where a
 * number is due.
 */
async function germanCredit(task: Task): Promise<TrainingData> {
  const text = await readFile(join(root, 'model-repo-template/data/german_credit.csv'), 'utf8');
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().replaceAll('"', '').split(','));
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)] ?? '');
  const used = columns.filter((name) => task !== 'regression' || name !== 'age');
  const labels = {
    binary: () => column('class').map((value) => Number(value === 'Bad')),
    multiclass: () => column('job').map((value) => jobs.indexOf(value)),
    regression: () => column('age').map(Number),
    ranking: () => column('age').map(Number),
  };
  return {
    task,
    frame: {
      rows: rows.length,
      columns: new Map(
        used.map((name) => [`applicant:${name}`, { type: 'number', values: Float64Array.from(column(name), Number) }]),
      ),
    },
    label: Float64Array.from(labels[task]()),
    ...(task === 'multiclass' && {
      classes: jobs,
      weight: Float64Array.from(rows, (_, row) => 0.5 + (row % 4)),
    }),
    keys: column('id'),
  };
}

describe('the scikit-learn example of the command engine', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'scores as scikit-learn itself does, to 1e-6 (%s)',
    async (task) => {
      const data = await germanCredit(task);
      const parameters = { n_estimators: 60, max_depth: 3, learning_rate: 0.1 };
      const lines: string[] = [];
      const engine = commandEngine({
        readFiles: async (paths) =>
          new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(example, path))] as const))),
        log: (line) => lines.push(line),
        path: [dirname(python), process.env['PATH']].join(delimiter),
      });
      const train: CommandTrain = {
        engine: 'command',
        run: ['python3', 'train.py'],
        files: ['train.py'],
        lock: 'requirements.txt',
        parameters,
        timeLimit: '3m',
        memoryLimit: '2GB',
        seed: 7,
      };
      const trainOnce = () => engine.train(data, train, () => undefined, new AbortController().signal);
      const files = await trainOnce();
      expect(lines).toEqual([`1000 rows, ${data.frame.columns.size} features, 60 trees`]);
      expect(await trainOnce()).toEqual(files);

      const scores = await (await engine.load(files, task, data.classes)).score(data.frame);
      await using folder = await mkdtempDisposable(join(tmpdir(), 'aval-interop-'));
      const parquet = join(folder.path, 'train.parquet');
      await writeTrainingParquet(parquet, data);
      const script = join(root, 'test/interop/command-sklearn-scores.py');
      const output = execFileSync(python, [script, parquet, task, '7', JSON.stringify(parameters)], {
        encoding: 'utf8',
      });
      const expected: number[] = JSON.parse(output);
      const scale = task === 'regression' ? 50 : 1; // ages: relative to their size, as float32 is
      const worst = Math.max(...expected.map((value, row) => Math.abs(value - (scores[row] ?? -1)) / scale));
      expect(expected).toHaveLength(1000 * (data.classes?.length ?? 1));
      expect(worst).toBeLessThan(1e-6);
    },
  );
});
