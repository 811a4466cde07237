import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryBytes } from '../../core/definitions/memory-size.ts';
import type { Train } from '../../core/definitions/schema/model.ts';
import { durationMicros } from '../../core/definitions/schema/values.ts';
import { AvalError } from '../../core/errors.ts';
import { takeRows } from '../../core/features/frame.ts';
import { checkLabels } from '../../core/training/check-labels.ts';
import type { Engine, ModelFiles, TrainingData } from '../../core/training/engine.ts';
import { greatestModelSize } from '../onnx/inspect.ts';
import { loadOnnx } from '../onnx/score.ts';
import { findProgram } from './find-program.ts';
import { canWatchMemory } from './group-memory.ts';
import { parametersFile } from './parameters-file.ts';
import { programFault, programMissing } from './program-faults.ts';
import { readOutput } from './program-output.ts';
import { runProgram } from './run-program.ts';
import { writeTrainingParquet } from './training-parquet.ts';
import { trainingSpec } from './training-spec.ts';
import { layOut, type Workspace } from './workspace.ts';

export type CommandTrain = Extract<Train, { engine: 'command' }>;

/** What the engine needs from outside. */
export interface CommandEngineOptions {
  /** Bytes of files of the repository, at the digests of the definition. A file that is not there is left out. */
  readonly readFiles: (paths: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** One line of the program's output: no control characters, at most 2,000 characters. It may begin with anything. */
  readonly log: (line: string) => void;
  /** Where programs are looked up, and the program's own PATH; absent: this process's. */
  readonly path?: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace?: number;
}

const greatestFileSize = 2 ** 30;
const greatestParametersSize = 2 ** 20;
const trialRows = 64;
const tailLines = 12;
/** Lines of output that reach the log; a program in a loop must not fill it. */
const greatestLog = 20_000;

/**
 * The Engine that runs a data scientist's own program: docs/guide/command-engine.md is the contract. A program that
 * fails, hangs, takes too much or writes no model is one `config` fault; a model that is refused is `evidence`.
 */
export function commandEngine(options: CommandEngineOptions): Engine<CommandTrain> {
  return {
    name: 'command',
    revision: 1,
    async train(data, train, progress, signal) {
      signal.throwIfAborted();
      checkLabels(data);
      const declared = [...train.files, train.lock];
      const files = await options.readFiles(declared);
      await using root = await mkdtempDisposable(join(tmpdir(), 'aval-command-'));
      const workspace = await layOut(root.path, declared, files);
      await writeTrainingParquet(workspace.data, data);
      await writeFile(workspace.spec, JSON.stringify(trainingSpec(data, train, workspace), undefined, 2));
      progress('program', 0, 1, train.run[0]);
      await run(workspace, train, options, signal);
      progress('program', 1, 1);
      const model = await modelFiles(workspace);
      await tryModel(model, data);
      return model;
    },
    async load(files, task, classes) {
      return loadOnnx(modelOf(files), task, classes && { classes });
    },
  };
}

async function run(workspace: Workspace, train: CommandTrain, options: CommandEngineOptions, signal: AbortSignal) {
  const path = options.path ?? process.env['PATH'] ?? '';
  const [name = '', ...rest] = train.run;
  const program = findProgram(name, path, workspace.code);
  if (program === undefined) throw programMissing(name);
  const tail: string[] = [];
  let lines = 0;
  const onLine = (line: string) => {
    if (tail.push(line) > tailLines) tail.shift();
    lines += 1;
    if (lines <= greatestLog) options.log(line);
    if (lines === greatestLog) options.log(`more than ${greatestLog} lines: the rest is not shown`);
  };
  if (!canWatchMemory) options.log(`this system does not tell memory use: ${train.memoryLimit} is not enforced`);
  const end = await runProgram(
    {
      program,
      arguments: rest,
      folder: workspace.code,
      environment: environmentOf(workspace, path),
      timeLimit: durationMicros(train.timeLimit) / 1000,
      memoryLimit: memoryBytes(train.memoryLimit),
      fileLimit: greatestFileSize,
      grace: options.grace ?? 5000,
      onLine,
    },
    signal,
  );
  signal.throwIfAborted();
  const fault = programFault(end, { program: name, timeLimit: train.timeLimit, memoryLimit: train.memoryLimit, tail });
  if (fault !== undefined) throw fault;
}

function environmentOf(workspace: Workspace, path: string): Record<string, string> {
  const { scratch, spec } = workspace;
  // Python orders sets by a random hash otherwise, and skl2onnx lists operator sets in that order: other bytes each time.
  return { PATH: path, HOME: scratch, TMPDIR: scratch, LANG: 'C.UTF-8', PYTHONHASHSEED: '0', AVAL_SPEC: spec };
}

async function modelFiles(workspace: Workspace): Promise<ModelFiles> {
  const model = await readOutput(workspace.model, greatestModelSize);
  if (model === undefined)
    throw new AvalError('config', {
      rule: 'command.noModel',
      message: 'the training program ended well but wrote no model',
      hint: 'Write it where spec.json says, at outputs.model.',
    });
  const parameters = await readOutput(workspace.parameters, greatestParametersSize);
  const files = new Map([['model.onnx', model]]);
  return parameters === undefined ? files : files.set('parameters.json', parametersFile(parameters));
}

/** A model that can't score the rows it was trained on is refused here, not after it was published. */
async function tryModel(files: ModelFiles, data: TrainingData): Promise<void> {
  const scorer = await loadOnnx(modelOf(files), data.task, data.classes && { classes: data.classes });
  const rows = Math.min(trialRows, data.label.length);
  await scorer.score(
    takeRows(
      data.frame,
      Uint32Array.from({ length: rows }, (_, row) => row),
    ),
  );
}

function modelOf(files: ModelFiles): Uint8Array {
  const model = files.get('model.onnx');
  if (model !== undefined) return model;
  throw new AvalError('evidence', {
    rule: 'command.files',
    message: `the model has the files ${[...files.keys()].join(', ') || 'none'}`,
    hint: 'Expected model.onnx.',
  });
}
