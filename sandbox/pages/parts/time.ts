import { html } from 'hono/html';
import type { Html } from '../page.ts';

const format = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** A moment; in words it is UTC. */
export function time(at: string): Html {
  const date = new Date(at);
  return html`<time datetime="${at}">${Number.isNaN(date.getTime()) ? at : `${format.format(date)} UTC`}</time>`;
}

/** How long something took: `2m 5s`. */
export function duration(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m ${seconds % 60}s`;
}
