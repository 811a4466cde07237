import { icon, type Tone } from './icon.ts';

const marks: Readonly<Record<string, readonly [name: string, tone: Tone]>> = {
  success: ['check-circle-fill', 'success'],
  failure: ['x-circle-fill', 'danger'],
  error: ['x-circle-fill', 'danger'],
  timed_out: ['x-circle-fill', 'danger'],
  startup_failure: ['x-circle-fill', 'danger'],
  action_required: ['alert', 'attention'],
  cancelled: ['stop', 'muted'],
  skipped: ['skip', 'muted'],
  neutral: ['square-fill', 'muted'],
  stale: ['issue-reopened', 'muted'],
  inactive: ['circle-slash', 'muted'],
  in_progress: ['dot-fill', 'attention'],
  pending: ['dot-fill', 'attention'],
};

interface Outcome {
  readonly status: string;
  readonly conclusion?: string | null | undefined;
}

/** The conclusion, or how far it is; in GitHub's words. */
export const outcomeOf = ({ status, conclusion }: Outcome): string =>
  status === 'completed' ? (conclusion ?? 'neutral') : status;

export const outcomeText = (outcome: string): string => outcome.replaceAll('_', ' ');

export function outcomeMark(outcome: string) {
  const [name, tone] = marks[outcome] ?? (['circle', 'muted'] as const);
  return icon(name, tone, outcomeText(outcome));
}

/** Whether someone has to look at it. */
export const isBad = (outcome: string): boolean => ['danger', 'attention'].includes(marks[outcome]?.[1] ?? '');
