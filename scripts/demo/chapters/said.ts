import type { Track } from '../steps.ts';
import type { Verdict } from '../story/follow.ts';

const icons: Readonly<Record<string, string>> = { success: '✅', failure: '❌', action_required: '⏳' };

/** Prints a verdict, and where it stands. */
export function said(track: Track, { conclusion, title }: Verdict, address: string): string {
  return track.say(`${title.includes("can't tell") ? '⚪' : (icons[conclusion] ?? '·')} ${title}`, address);
}
