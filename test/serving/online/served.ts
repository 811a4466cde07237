import { expect, vi } from 'vitest';
import { serve } from '../../../src/serving/serve.ts';
import type { FollowedRepository } from '../../../src/serving/settings.ts';

const day = 86_400_000;

/** Serves production of a folder, or of what is followed, in this process, until it is stopped; sources are looked at three times a second. */
export async function serveFlights(where: { folder: string; cacheFolder: string; github?: FollowedRepository }) {
  const said: string[] = [];
  const stop = new AbortController();
  const settings = {
    ...where,
    environment: 'production',
    host: '127.0.0.1',
    port: 0,
    interval: 3_600_000,
    serverVersion: '9.9.9',
    s3: () => {
      throw new Error('nothing is in S3 here');
    },
    online: { refresh: 300, history: 30 * day },
    credentials: () => new Map(),
  };
  const ended = serve(settings, (line) => said.push(line), stop.signal);
  const says = (pattern: RegExp) =>
    vi.waitFor(() => expect(said.join('\n')).toMatch(pattern), { timeout: 60_000, interval: 50 });
  await says(/flight-delay 1\.0\.0 answers/);
  const address = /http:\S+(?=\/v2)/.exec(said.join('\n'))?.[0] ?? '';
  const call = async (where: string, inputs?: object[]) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ inputs });
    const answer = await fetch(`${address}${where}`, inputs && { method: 'POST', headers, body });
    const text = await answer.text();
    return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : text };
  };
  return {
    said,
    says,
    call,
    ask: (inputs: object[]) => call('/v2/models/flight-delay/infer', inputs),
    nudge: () => call('/nudge', []),
    stop() {
      stop.abort();
      return ended;
    },
  };
}

export type ServedFlights = Awaited<ReturnType<typeof serveFlights>>;

export const tensor = (name: string, data: readonly unknown[]) => ({
  name,
  datatype: typeof data.find((one) => one !== null) === 'number' ? 'FP64' : 'BYTES',
  shape: [data.length],
  data,
});

export const traffic = 'origin_traffic:mean_delay_3h';

/** A flight of 2001-07-03 from Seattle: none of the data is so late. */
export const lateFlight = [
  tensor('flight:scheduled_at', ['2001-07-03T12:00:00-07:00']),
  tensor('flight:origin', ['SEA']),
  tensor('flight:destination', ['SFO']),
  tensor('flight:distance_mi', [679]),
];

export const trafficOf = (mean: number | null) => ({ ...tensor(traffic, [mean]), datatype: 'FP64' });

/** Two flights that leave before the late one: an hour and two hours late, so at noon only the first is known to be. */
export const delayedFlights = `SELECT -i AS flight_id, TIMESTAMP '2001-07-03 10:30:00' AS departed_at,
  'SEA' AS origin, 'SFO' AS destination, 679 AS distance_mi, i * 60 AS delay_min FROM range(1, 3) t(i)`;
