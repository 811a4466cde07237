import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunnerError } from '../runner-error.ts';

const KINDS = ['OUTPUT', 'ENV', 'PATH', 'STATE', 'STEP_SUMMARY'] as const;
type Kind = (typeof KINDS)[number];

/** The files by which a process tells the runner its results: a fresh set for each process. */
export class CommandFiles {
  readonly #paths: Readonly<Record<Kind, string>>;

  private constructor(paths: Record<Kind, string>) {
    this.#paths = paths;
  }

  static async create(temp: string): Promise<CommandFiles> {
    const folder = join(temp, '_runner_file_commands');
    await mkdir(folder, { recursive: true });
    const id = randomUUID();
    const path = (kind: Kind) => join(folder, `${kind.toLowerCase()}_${id}`);
    const paths = {
      OUTPUT: path('OUTPUT'),
      ENV: path('ENV'),
      PATH: path('PATH'),
      STATE: path('STATE'),
      STEP_SUMMARY: path('STEP_SUMMARY'),
    };
    await Promise.all(Object.values(paths).map((file) => writeFile(file, '')));
    return new CommandFiles(paths);
  }

  get environment(): Record<string, string> {
    return Object.fromEntries(KINDS.map((kind) => [`GITHUB_${kind}`, this.#paths[kind]]));
  }

  text(kind: Kind): Promise<string> {
    return readFile(this.#paths[kind], 'utf8').catch(() => '');
  }

  async values(kind: Kind): Promise<Record<string, string>> {
    return parseValues(await this.text(kind), `GITHUB_${kind}`);
  }

  async remove(): Promise<void> {
    await Promise.all(Object.values(this.#paths).map((file) => rm(file, { force: true })));
  }
}

/** `name=value` lines and `name<<DELIMITER` blocks. A malformed file is an error, which fails the step. */
export function parseValues(text: string, file: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc > 0 && (equals < 0 || heredoc < equals)) {
      const delimiter = line.slice(heredoc + 2);
      const end = lines.indexOf(delimiter, index + 1);
      if (delimiter === '' || end < 0) {
        throw new RunnerError(`${file}: Invalid value. Matching delimiter not found '${delimiter}'`);
      }
      values[line.slice(0, heredoc)] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new RunnerError(`${file}: Invalid format '${line}'`);
    }
  }
  return values;
}
