import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { AvalError } from '../../../src/core/errors.ts';
import type { TrainingData } from '../../../src/core/training/engine.ts';
import { type CommandTrain, commandEngine } from '../../../src/engines/command/engine.ts';
import { logisticModel } from '../onnx/onnx-writer.ts';

const data: TrainingData = {
  task: 'binary',
  frame: {
    rows: 3,
    columns: new Map([
      ['loan:amount', { type: 'number', values: Float64Array.of(1, 2, 3) }],
      ['loan:income', { type: 'number', values: Float64Array.of(0, 0, 1) }],
    ]),
  },
  label: Float64Array.of(0, 1, 1),
  keys: ['a', 'b', 'c'],
};
const model = Buffer.from(logisticModel([1, -1], 0.5)).toString('base64');
const head = `import { readFileSync, writeFileSync, readdirSync, symlinkSync } from 'node:fs';
import { spawn } from 'node:child_process';
const spec = JSON.parse(readFileSync(process.env.AVAL_SPEC, 'utf8'));
const write = () => writeFileSync(spec.outputs.model, Buffer.from('${model}', 'base64'));
`;
const noProgress = () => undefined;

interface Trial {
  readonly change?: Partial<CommandTrain>;
  readonly signal?: AbortSignal;
  readonly files?: Readonly<Record<string, string>>;
  readonly data?: TrainingData;
}

async function trainWith(program: string, { change, signal, files, data: rows = data }: Trial = {}) {
  const lines: string[] = [];
  const sources = new Map(
    Object.entries({ 'code/train.mjs': head + program, 'code/lock.json': '{}', ...files }).map(([path, source]) => [
      path,
      new TextEncoder().encode(source),
    ]),
  );
  const engine = commandEngine({
    readFiles: async (paths) => new Map([...sources].filter(([path]) => paths.includes(path))),
    log: (line) => lines.push(line),
    grace: 200,
  });
  const train: CommandTrain = {
    engine: 'command',
    run: [process.execPath, 'code/train.mjs'],
    files: ['code/train.mjs'],
    lock: 'code/lock.json',
    parameters: { depth: 3 },
    timeLimit: '20s',
    memoryLimit: '1GB',
    seed: 7,
    ...change,
  };
  return { engine, lines, result: engine.train(rows, train, noProgress, signal ?? new AbortController().signal) };
}

async function faultOf(program: string, trial: Trial = {}) {
  const { result } = await trainWith(program, trial);
  return result.then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof AvalError)) throw error;
      expect(error.faults).toHaveLength(1);
      return { class: error.class, ...error.faults[0] };
    },
  );
}
const workspaces = () => readdirSync(tmpdir()).filter((name) => name.startsWith('aval-command-'));

describe('commandEngine', () => {
  it('runs a program on the training data and scores with the model that it wrote', async () => {
    const { engine, lines, result } = await trainWith(`
      console.log(JSON.stringify({ task: spec.task, seed: spec.seed, parameters: spec.parameters, data: spec.data.rows }));
      console.log(readFileSync(spec.data.path).subarray(0, 4).toString());
      writeFileSync(spec.outputs.parameters, JSON.stringify({ b: spec.features.length, a: 1 }));
      write();`);
    const files = await result;
    expect(lines).toEqual(['{"task":"binary","seed":7,"parameters":{"depth":3},"data":3}', 'PAR1']);
    expect([...files.keys()]).toEqual(['model.onnx', 'parameters.json']);
    expect(new TextDecoder().decode(files.get('parameters.json'))).toBe('{"a":1,"b":2}');
    const scores = await (await engine.load(files, 'binary')).score(data.frame);
    expect(scores[0]).toBeCloseTo(1 / (1 + Math.exp(-1.5)), 6);
    expect(workspaces()).toEqual([]);
  });

  it('tells the program the classes and the weights, and refuses a model that answers something else', async () => {
    const classes = ['low', 'middle', 'high'];
    const rows = { ...data, task: 'multiclass', label: Float64Array.of(0, 1, 2), classes } as const;
    const weighted = { ...rows, weight: Float64Array.of(1, 2, 3) };
    const { lines, result } = await trainWith(
      `console.log(JSON.stringify([spec.task, spec.classes, spec.data.weight])); write();`,
      {
        data: weighted,
      },
    );
    await expect(result).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'onnx.outputs' }] });
    expect(lines).toEqual(['["multiclass",["low","middle","high"],"weight"]']);
    const none = await trainWith('console.log(1)', { data: { ...rows, label: Float64Array.of(0, 1, 1) } });
    await expect(none.result).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'training.classes' }] });
    expect(none.lines).toEqual([]);
  });

  it('shows the program its declared files, the documented environment and nothing else', async () => {
    process.env['AVAL_TEST_SECRET'] = 'hidden';
    const { lines, result } = await trainWith(`
      console.log(Object.keys(process.env).sort().join(' '));
      console.log(readdirSync('.', { recursive: true }).sort().join(' '));
      write();`);
    await result;
    delete process.env['AVAL_TEST_SECRET'];
    expect(lines).toEqual(['AVAL_SPEC HOME LANG PATH PYTHONHASHSEED TMPDIR', 'code code/lock.json code/train.mjs']);
  });

  const config = (rule: string) => ({ class: 'config', rule });
  it.each<[string, string, Partial<CommandTrain>, string]>([
    ['no such program on PATH', '', { run: ['no-such-program-anywhere'] }, 'command.programMissing'],
    ['no such program in the repository', '', { run: ['./code/absent.sh'] }, 'command.programMissing'],
    ['a declared file that is not there', '', { files: ['code/other.mjs'] }, 'command.fileMissing'],
    ['no model', '', {}, 'command.noModel'],
    ['a link instead of a model', `symlinkSync('/etc/hostname', spec.outputs.model)`, {}, 'command.notAFile'],
    [
      'parameters that are no JSON',
      `write(); writeFileSync(spec.outputs.parameters, '{"a": NaN}')`,
      {},
      'command.parameters',
    ],
  ])('says so in one fault: %s', async (_, program, change, rule) => {
    expect(await faultOf(program, { change })).toMatchObject(config(rule));
  });

  it('quotes the last lines of a program that fails', async () => {
    const fault = await faultOf(`for (let i = 0; i < 30; i++) console.error('line ' + i); process.exitCode = 3;`);
    expect(fault).toMatchObject(config('command.failed'));
    const quoted = Array.from({ length: 12 }, (_, i) => `  line ${i + 18}`);
    expect(fault?.message).toBe(['the training program ended with status 3:', ...quoted].join('\n'));
  });

  it('refuses a model that breaks the rules, and one that does not take the columns', async () => {
    const custom = Buffer.from(logisticModel([1, 1], 0, { functions: 1 })).toString('base64');
    const narrow = Buffer.from(logisticModel([1], 0)).toString('base64');
    const writing = (bytes: string) => `writeFileSync(spec.outputs.model, Buffer.from('${bytes}', 'base64'))`;
    expect(await faultOf(writing(custom))).toMatchObject({ class: 'evidence', rule: 'onnx.functions' });
    expect(await faultOf(writing(narrow))).toMatchObject({ class: 'evidence', rule: 'onnx.columns' });
  });

  it('ends a program that ignores SIGTERM, and what it started, at the time limit', async () => {
    const started = performance.now();
    const fault = await faultOf(
      `process.on('SIGTERM', () => console.log('no'));
       const inner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       console.log(inner.pid);
       setInterval(() => {}, 1000);`,
      { change: { timeLimit: '1s' } },
    );
    expect(fault).toMatchObject(config('command.timeLimit'));
    expect(performance.now() - started).toBeLessThan(4000);
    const inner = Number(/^ {2}(\d+)$/m.exec(fault?.message ?? '')?.[1]);
    expect(inner).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(() => process.kill(inner, 0)).toThrow('ESRCH');
  });

  it('ends a program that leaves a process behind holding its output', async () => {
    const { result } = await trainWith(
      `spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref(); write(); process.exit(0);`,
    );
    expect((await result).has('model.onnx')).toBe(true);
  });

  it.runIf(process.platform === 'linux')('ends a program that holds too much memory', async () => {
    const fault = await faultOf(`const held = []; setInterval(() => held.push(Buffer.alloc(16e6, 1)), 20);`, {
      change: { memoryLimit: '256MB' },
    });
    expect(fault).toMatchObject(config('command.memoryLimit'));
    const atOnce = await faultOf(`Buffer.alloc(8e9, 1)`, { change: { memoryLimit: '256MB' } });
    expect(atOnce).toMatchObject(config('command.memoryLimit'));
  });

  it('stops on abort and leaves nothing behind', async () => {
    const control = new AbortController();
    const { result } = await trainWith('setInterval(() => {}, 1000);', { signal: control.signal });
    setTimeout(() => control.abort(new Error('stopped by hand')), 300);
    await expect(result).rejects.toThrow('stopped by hand');
    expect(workspaces()).toEqual([]);
  });
});
