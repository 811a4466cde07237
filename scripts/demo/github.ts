// The story on GitHub: two models of one repository, at the same time. credit-risk shows what becomes of changes, flight-delay what becomes of a version
// that runs. GitHub, its runner, the App and the servers are processes on loopback; rows, training, answers and verdicts are real.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servingKey } from '../../src/core/serving-report/signature.ts';
import type { Changes } from './chapters/changes.ts';
import { flights } from './chapters/flights.ts';
import { lending } from './chapters/lending.ts';
import { summary, Track } from './steps.ts';
import type { Clone } from './story/clone.ts';
import { readingToken, type ServerProcess, startServer } from './story/server-process.ts';
import { type Story, startStory } from './story/world.ts';

const servingSecret = 'what the keys of servers are made of, long enough';

/** Someone who looks at the story while everything is up: at pull requests that were judged, and at its end. */
export interface Onlooker {
  changes?(story: Story, changes: Changes): Promise<void>;
  undecided?(story: Story, pull: number): Promise<void>;
  retraining?(story: Story, pull: number): Promise<void>;
  end?(story: Story): Promise<void>;
}

/** Runs the story from an empty folder to its last line. */
export async function githubStory(onlooker: Onlooker): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aval-demo-'));
  const predictions = join(folder, 'predictions');
  await using up = new AsyncDisposableStack();
  up.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const world = new Track();
  world.title('A GitHub of our own, a runner, the App, and a repository as `aval init` makes it');
  const story = await begin(world, folder, predictions);
  up.defer(() => story.close());
  const serve = async (environment: string): Promise<ServerProcess> => {
    const key = servingKey(servingSecret, story.repository.fullName);
    const cache = join(folder, `serving-${environment}`);
    const server = await startServer(story, { environment, token: readingToken(story), key, cache, poll: '10s' });
    up.defer(async () => void (await server.stop()));
    return server;
  };
  await Promise.all([
    lending({
      story,
      beside: await withClone(story, join(folder, 'clone-2')),
      track: new Track('credit-risk'),
      serve: () => serve('staging'),
      judged: async (changes) => onlooker.changes?.(story, changes),
      undecided: async (pull) => onlooker.undecided?.(story, pull),
    }),
    flights({
      story: await withClone(story, join(folder, 'clone-3')),
      track: new Track('flight-delay'),
      serve: () => serve('production'),
      predictions,
      judged: async (pull) => onlooker.retraining?.(story, pull),
    }),
  ]);
  summary();
  console.log(`\n  pages: ${pageOf(story)}`);
  await onlooker.end?.(story);
}

async function begin(track: Track, folder: string, predictions: string): Promise<Story> {
  const { promise, resolve } = Promise.withResolvers<Story>();
  await track.timed('start everything', async () => {
    const settings = { SERVING_SECRET: servingSecret, AVAL_THROTTLE: 'off' }; // this GitHub has no rate limits to keep
    const story = await startStory({ folder, settings, prepare: (clone) => prepare(clone, predictions) });
    resolve(story);
    await story.app.start();
    return track.say(`✓ ${pageOf(story)}`);
  });
  return promise;
}

/** What differs from the template: nobody waits a day for a demo, flight-delay knows nothing of May and June and is compared in its one metric that needs no resampling, and predictions lie in a folder of this machine. */
async function prepare(clone: Clone, predictions: string): Promise<void> {
  await clone.edit('aval.yaml', 'for: 24h', 'for: 5s');
  await clone.edit('sources/departures.lock.yaml', '2001-07-01T06:52:00Z', '2001-05-01T07:00:00Z');
  await clone.edit(
    'models/flight-delay/gates.yaml',
    'metrics: [roc_auc, log_loss, expected_cost]',
    'metrics: [roc_auc]',
  );
  const copyHere = '      # Predictions that lie elsewhere are copied here';
  const copy = `      - run: cp -r '${predictions}' predictions\n`;
  await clone.edit('.github/workflows/aval-monitor.yaml', copyHere, `${copy}${copyHere}`);
}

/** The same story for someone who works beside. */
async function withClone(story: Story, folder: string): Promise<Story> {
  return { ...story, clone: await story.clone.another(folder) };
}

const pageOf = ({ sandbox, repository }: Story): string => `${sandbox.url}/${repository.fullName}`;

/** Leaves it up until the process is told to end. */
export async function untilTold(): Promise<void> {
  console.log('  It stays up until Ctrl-C. Log in there as olivia (owner), walter (writer) or rita (reviewer).');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
    setInterval(() => undefined, 60_000);
  });
}
