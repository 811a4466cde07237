// flight-delay in production: served, asked about two months of flights, found to have drifted, learned anew by a pull request of the App, rolled back.
import type { Track } from '../steps.ts';
import type { ServerProcess } from '../story/server-process.ts';
import type { Story } from '../story/world.ts';
import { answered } from './answered.ts';
import { firstVersion } from './first-version.ts';
import { aFlight, type Flights, may, planted, readFlights, week } from './flights-data.ts';
import { toProduction, toStaging } from './promote.ts';
import { replayWeek } from './replay.ts';
import { retrained } from './retrained.ts';
import { revert } from './revert.ts';

const model = 'flight-delay';

export interface FlightsParts {
  readonly story: Story;
  readonly track: Track;
  /** Starts the server of production. */
  readonly serve: () => Promise<ServerProcess>;
  /** Where the monitoring workflow finds what was answered. */
  readonly predictions: string;
  /** Told when the retraining pull request was judged. */
  readonly judged: (pull: number) => Promise<void>;
}

export async function flights({ story, track, serve, predictions, judged }: FlightsParts): Promise<void> {
  track.title('meanwhile the first version of a second model, which learned until May 2001');
  const read = readFlights();
  await firstVersion(story, track, model);
  const known = await read;
  track.title('production is served, and asked about the flights since May: what it answers is kept');
  const server = await serve();
  const question = { track, model, rows: aFlight(known), says: 'that this flight leaves late' };
  await answered(server, '1.0.0', question);
  await replay(known, track, { address: server.address, model, folder: predictions });
  track.title('the clock of the monitoring workflow strikes: what production was asked against what it was trained on');
  await retrained(story, track, { model, version: '1.0.1', judged });
  await track.timed('promote it to staging: merge', async () => (await toStaging(story, track, model, '1.0.1')).text);
  let promotion = '';
  await track.timed('to production: command, approval, merge', async () => {
    const { text, sha } = await toProduction(story, track, model, '1.0.1');
    promotion = sha;
    return text;
  });
  await answered(server, '1.0.1', question);
  track.title('roll production back: revert that promotion');
  const title = `Revert "Promote ${model} 1.0.1 to production"`;
  await track.timed('revert, approval, merge', async () => (await revert(story, track, promotion, title)).text);
  await answered(server, '1.0.0', question);
}

/** Eight weeks in eight requests. */
async function replay(known: Flights, track: Track, to: Parameters<typeof replayWeek>[2]): Promise<void> {
  const usual = Array.from({ length: 4 }, (_, index) => may + index * week);
  const drifted = usual.map((_, index) => planted + index * week);
  await track.timed('replay May: real flights, week by week', async () => {
    const rows = await replayWeeks(known, usual, to);
    track.say('weeks are replayed: the server answers them now, and the log has each answer at the time of its flight');
    return track.say(`✓ ${rows} predictions over HTTP, of May 1 to 28`);
  });
  await track.timed('replay June: drift, planted', async () => {
    track.say('from here on only flights over 1,000 miles: planted by this demo, in what production is asked alone');
    const rows = await replayWeeks(known, drifted, to);
    return track.say(`✓ ${rows} predictions over HTTP, of May 29 to June 25; short flights left out by this demo`);
  });
}

async function replayWeeks(known: Flights, weeks: readonly number[], to: Parameters<typeof replayWeek>[2]) {
  let rows = 0;
  for (const from of weeks) rows += await replayWeek(known, from, to);
  return rows.toLocaleString('en');
}
