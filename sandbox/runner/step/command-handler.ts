import type { Annotation, JobLog } from '../job/log.ts';
import { parseCommand, type WorkflowCommand } from './command.ts';

/** Reads a step's output line by line: commands take effect, all else goes to the log. */
export class CommandHandler {
  readonly outputs: Record<string, string> = {};
  readonly state: Record<string, string> = {};
  readonly #log: JobLog;
  #stopToken: string | undefined;

  constructor(log: JobLog) {
    this.#log = log;
  }

  line(line: string): void {
    const command = parseCommand(line);
    if (command && this.#stopToken !== undefined) {
      if (command.name === this.#stopToken.toLowerCase()) this.#stopToken = undefined;
      else this.#log.line(line);
    } else if (!command || !this.#obey(command)) {
      this.#log.line(line);
    }
  }

  #obey(command: WorkflowCommand): boolean {
    const { name, properties, message } = command;
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.#log.annotate(annotationOf(name, command));
        return true;
      case 'debug':
      case 'echo':
        return true;
      case 'group':
        this.#log.line(`##[group]${message}`);
        return true;
      case 'endgroup':
        this.#log.line('##[endgroup]');
        return true;
      case 'add-mask':
        this.#log.mask(message);
        this.#log.line('::add-mask::***');
        return true;
      case 'stop-commands':
        this.#stopToken = message;
        return true;
      case 'set-output':
      case 'save-state':
        (name === 'set-output' ? this.outputs : this.state)[properties['name'] ?? ''] = message;
        this.#log.warning(`The \`${name}\` command is deprecated and will be disabled soon.`);
        return true;
      case 'set-env':
      case 'add-path':
        this.#log.error(`The \`${name}\` command is disabled.`);
        return true;
      default:
        return false;
    }
  }
}

function annotationOf(level: Annotation['level'], { properties, message }: WorkflowCommand): Annotation {
  const { title, file } = { title: properties['title'], file: properties['file'] };
  const numbers = { line: 'line', endLine: 'endLine', column: 'col', endColumn: 'endColumn' } as const;
  const places = Object.entries(numbers).flatMap(([name, key]) => {
    const value = Number(properties[key]);
    return Number.isInteger(value) && value > 0 ? [[name, value] as const] : [];
  });
  return { level, message, ...(title && { title }), ...(file && { file }), ...Object.fromEntries(places) };
}
