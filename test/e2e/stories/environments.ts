import { readdirSync, readFileSync } from 'node:fs';

export interface Environments {
  /** Processes of jobs that were looked at. */
  readonly seen: number;
  /** Commands of those whose environment held the secret. */
  readonly leaks: readonly string[];
  end(): void;
}

const interval = 40;

/** Looks into the environment of every process that a runner in `folder` starts, from outside. Linux tells it to whoever owns the process. */
export function watchEnvironments(folder: string, secret: string): Environments {
  const seen = new Set<string>();
  const leaks = new Set<string>();
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const environment = read(`/proc/${pid}/environ`);
      if (!environment.includes('GITHUB_ACTIONS=true') || !environment.includes(folder)) continue;
      const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 200);
      seen.add(`${pid} ${command}`);
      if (environment.includes(secret)) leaks.add(command);
    }
  };
  const timer = setInterval(look, interval);
  return {
    get seen() {
      return seen.size;
    },
    get leaks() {
      return [...leaks];
    },
    end: () => clearInterval(timer),
  };
}

/** Empty for a process that ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
