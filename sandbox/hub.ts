import type { EventStream } from './events.ts';
import type { JobNotes } from './runner/runner.ts';
import type { Downloads } from './server/downloads.ts';
import type { Urls } from './shapes/urls.ts';
import type { World } from './state/world.ts';

/** What every part of the sandbox shares: the state, the addresses that answers name, and where events go. */
export interface Hub {
  readonly world: World;
  readonly urls: Urls;
  readonly events: EventStream;
  readonly downloads: Downloads;
  /** Where bare repositories and asset bytes lie. */
  readonly folder: string;
  /** What the jobs of a run left, by whoever runs workflows here; the pages show it. */
  readonly notes: { of: (runId: number) => readonly JobNotes[] };
}
