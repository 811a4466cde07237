import type { Progress } from '../../core/training/engine.ts';
import type { Paint } from './paint.ts';

const width = 24;
const drawEvery = 80;

/** Where bars are drawn, and a clock in milliseconds. */
export interface ProgressTarget {
  readonly write: (text: string) => void;
  readonly live: boolean;
  readonly clock: () => number;
  readonly paint: Paint;
}

/**
 * A bar per stage with the time left while it runs, and one line when it is done. Where nobody watches (`live` false) only the
 * lines of finished stages are written.
 */
export function progressBar(target: ProgressTarget): Progress {
  let stage = '';
  let started = 0;
  let drawn = 0;
  return (name, done, total, note = '') => {
    const now = target.clock();
    if (name !== stage) {
      stage = name;
      started = now;
      drawn = Number.NEGATIVE_INFINITY;
    }
    const finished = done >= total;
    if (!finished && (!target.live || now - drawn < drawEvery)) return;
    drawn = now;
    const seconds = (now - started) / 1000;
    const line = finished
      ? finishedLine(name, total, seconds, note)
      : runningLine(target.paint, name, done, total, seconds, note);
    target.write(`${target.live ? '\r\x1b[2K' : ''}${line}${finished ? '\n' : ''}`);
    if (finished) stage = '';
  };
}

function finishedLine(name: string, total: number, seconds: number, note: string): string {
  const count = total > 1 ? `${total}/${total}` : '';
  return `  ${name.padEnd(12)} ${[count, note].filter(Boolean).join('  ').padEnd(42)} ${seconds.toFixed(1)} s`;
}

function runningLine(paint: Paint, name: string, done: number, total: number, seconds: number, note: string): string {
  const share = total > 0 ? done / total : 0;
  const filled = Math.round(share * width);
  const bar = paint('cyan', '━'.repeat(filled)) + paint('dim', '━'.repeat(width - filled));
  const left = done > 0 && seconds > 0.5 ? `${Math.ceil((seconds / done) * (total - done))} s left` : '';
  return `  ${name.padEnd(12)} ${bar} ${done}/${total}  ${[left, note].filter(Boolean).join('  ')}`;
}
