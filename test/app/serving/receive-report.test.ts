import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../app/log.ts';
import { bodyBudget } from '../../../app/server/read-body.ts';
import { type Listening, listen } from '../../../app/server/server.ts';
import { receiveReport } from '../../../app/serving/receive-report.ts';
import type { ServingReport } from '../../../src/core/serving-report/report.ts';
import {
  reportPath,
  reportSignature,
  reportSignatureHeader,
  servingKey,
} from '../../../src/core/serving-report/signature.ts';
import { report, served } from '../serving-report.ts';

const secrets = ['now'.repeat(16), 'before'.repeat(8)] as const;
const key = servingKey(secrets[0], 'olivia/credit');
const cap = 10_000;

let server: Listening;
const taken: ServingReport[] = [];
const refusals: string[] = [];
beforeEach(async () => {
  for (const list of [taken, refusals]) list.length = 0;
  const parts = {
    secrets,
    budget: bodyBudget(cap, 2 * cap),
    refused: (why: string) => refusals.push(why),
    now: Date.now,
    intake: async (one: ServingReport) => {
      taken.push(one);
      if (one.repository === 'olivia/gone') return 'unknown';
      if (one.repository === 'olivia/later') throw new Error('no connection');
      if (one.repository === 'olivia/late') return 'late';
      return taken.length === 1 ? 'news' : 'known';
    },
  } as const;
  server = await listen({
    host: '127.0.0.1',
    port: 0,
    patience: { headers: 10_000, request: 20_000 },
    metrics: { text: async () => '', contentType: 'text/plain' },
    log: createLog({ logLevel: 'silent', secrets, servingSecrets: secrets }, () => undefined),
    posts: new Map([[reportPath, (request) => receiveReport(request, parts)]]),
  });
});
afterEach(() => server.close());

async function post(body: string, more: Readonly<Record<string, string | undefined>> = {}) {
  const all = { 'content-type': 'application/json', [reportSignatureHeader]: reportSignature(key, body), ...more };
  const headers = Object.entries(all).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const answer = await fetch(`http://127.0.0.1:${server.address.port}${reportPath}`, { method: 'POST', body, headers });
  return `${answer.status} ${(await answer.text()).trim()}`;
}
const text = (more: object = {}) => JSON.stringify({ ...report(), ...more });

describe('a report', () => {
  it('that is signed is taken; one that tells nothing new is answered so', async () => {
    const [first, second] = [report(), report()];
    expect([await post(JSON.stringify(first)), await post(JSON.stringify(second))]).toEqual([
      '202 queued',
      '200 known',
    ]);
    expect(taken).toEqual([first, second]);
  });

  it('may be signed with a key of the secret before, and spell its repository in any case', async () => {
    const body = text({ repository: 'Olivia/Credit' });
    expect(await post(body)).toBe('202 queued');
    const old = reportSignature(servingKey(secrets[1], 'olivia/credit'), body);
    expect(await post(body, { [reportSignatureHeader]: old })).toBe('200 known');
  });

  it.each<[string, string, string, Readonly<Record<string, string | undefined>>]>([
    ['no signature', '401 not signed', text(), { [reportSignatureHeader]: undefined }],
    [
      'a signature of other bytes',
      '401 wrong signature',
      text(),
      { [reportSignatureHeader]: reportSignature(key, `${text()} `) },
    ],
    [
      'the secret for a key',
      '401 wrong signature',
      text(),
      { [reportSignatureHeader]: reportSignature(secrets[0], text()) },
    ],
    ["another repository's name", '401 wrong signature', text({ repository: 'mallory/credit' }), {}],
    ['no repository', '401 wrong signature', text({ repository: undefined }), {}],
    ['a repository that climbs', '401 wrong signature', text({ repository: '../..' }), {}],
    ['no JSON', '401 wrong signature', '{', {}],
    ['a form', '415 not JSON', text(), { 'content-type': 'text/plain' }],
    ['too many bytes', '413 too large', text({ more: 'x'.repeat(cap) }), {}],
    ['an unknown key', '400 not understood:', text({ more: 1 }), {}],
    ['no time', '400 not understood: time', text({ time: undefined }), {}],
    ['no interval', '400 not understood: interval', text({ interval: undefined }), {}],
    ['a model that is none', '400 not understood: models.0.model', text({ models: [served({ model: '../x' })] }), {}],
  ])('with %s is refused', async (_, answer, body, more) => {
    expect(await post(body, more)).toBe(answer);
    expect(taken).toEqual([]);
    expect(refusals).toHaveLength(1);
  });

  it('of a repository that the App does not know is answered as a wrong key is', async () => {
    const body = text({ repository: 'olivia/gone' });
    const own = reportSignature(servingKey(secrets[0], 'olivia/gone'), body);
    expect(await post(body, { [reportSignatureHeader]: own })).toBe('401 wrong signature');
    expect(refusals).toEqual(['unknown repository']);
  });

  it.each([
    ['a copy of six minutes ago', -360_000, /^409 it was sent at \S+Z, 360 s behind the receiver's clock .* NTP$/],
    ['a clock that is an hour ahead', 3_600_000, /^409 it was sent at \S+Z, 3600 s ahead of the receiver's clock/],
  ])('of %s is refused with the reason', async (_, away, answer) => {
    expect(await post(text({ time: new Date(Date.now() + away).toISOString() }))).toMatch(answer);
    expect(taken).toEqual([]);
    expect(refusals).toEqual(['too old, or from the future']);
    expect(await post(text({ time: new Date(Date.now() - 290_000).toISOString() }))).toBe('202 queued');
  });

  it('that is shown twice is refused', async () => {
    const body = text({ repository: 'olivia/late' });
    const own = reportSignature(servingKey(secrets[0], 'olivia/late'), body);
    expect(await post(body, { [reportSignatureHeader]: own })).toBe('409 this server said something newer before');
    expect(refusals).toEqual(['out of order, or shown twice']);
  });

  it('is to be sent again where GitHub can not be asked', async () => {
    const body = text({ repository: 'olivia/later' });
    const own = reportSignature(servingKey(secrets[0], 'olivia/later'), body);
    expect(await post(body, { [reportSignatureHeader]: own })).toBe('503 GitHub cannot be asked now');
  });
});
