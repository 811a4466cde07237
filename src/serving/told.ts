import type { Change } from './converge.ts';
import type { LogEvent } from './log/log-event.ts';

/** What a person reads of a change that a look at git brought. */
export function changeLine(change: Change, commit: string): string {
  switch (change.kind) {
    case 'serving':
      return `${change.model} ${change.version} answers (${change.digest}, commit ${commit.slice(0, 12)})`;
    case 'removed':
      return `${change.model} is not of this environment any more`;
    case 'failed':
      return `${change.model} ${change.version} can't run, what ran goes on: ${change.fault}`;
  }
}

/** Why the App is not told what runs here; without a fault, it is told again. */
export function reportLine(fault: string | undefined): string {
  if (fault === undefined) return 'the App is told again what runs here';
  return `the App is not told what runs here, which goes on: ${fault}`;
}

export function failedLine(error: unknown): string {
  return `a request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** What the prediction log tells. */
export function logLine(event: LogEvent): string {
  switch (event.kind) {
    case 'dropped':
      return `${event.rows} predictions of ${event.model} are lost: ${event.reason}`;
    case 'recovered':
      return `${event.rows} predictions of ${event.model} were left by a process that died${event.unread > 0 ? `; ${event.unread} bytes at the end are no whole rows` : ''}`;
    case 'rotated':
      return `${event.rows} predictions of ${event.model} are in ${event.path}`;
    case 'failed':
      return `the prediction log could not ${event.doing}, and tries again: ${event.reason}`;
  }
}
