import type { EngineName } from '../core/definitions/schema/model.ts';
import type { Engine } from '../core/training/engine.ts';

/** What the engines need from outside. */
export interface EnginePorts {
  /** Bytes of files of the repository; a file that is not there is left out. */
  readonly readFiles: (paths: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** One line of a training program's output. */
  readonly log: (line: string) => void;
}

/** Revisions, known without loading any engine: they are part of the definition digest. A test compares them with the engines'. */
export const engineRevisions: Readonly<Record<EngineName, number>> = { gbdt: 1, linear: 1, tfjs: 1, command: 1 };

/** The engine of this name; its code is loaded now. */
export async function openEngine(name: EngineName, ports: EnginePorts): Promise<Engine> {
  switch (name) {
    case 'gbdt':
      return (await import('../core/training/gbdt/gbdt-engine.ts')).gbdtEngine as Engine;
    case 'linear':
      return (await import('../core/training/linear/linear-engine.ts')).linearEngine as Engine;
    case 'tfjs':
      return (await import('./tfjs/engine.ts')).tfjsEngine as Engine;
    case 'command':
      return (await import('./command/engine.ts')).commandEngine(ports) as Engine;
  }
}
