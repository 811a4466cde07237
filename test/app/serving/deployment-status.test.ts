import { expect, it, test } from 'vitest';
import { deploymentStatus, saysTheSame } from '../../../app/serving/deployment-status.ts';
import type { ServedModel } from '../../../src/core/serving-report/report.ts';
import { digestA, digestB, served } from '../serving-report.ts';

const names = (digest: string) => (digest === digestA ? '1.0.0' : digest);
const status = (...servers: readonly (ServedModel | undefined)[]) => deploymentStatus(digestB, servers, names);
const failed = (fault: string, running: string | null = digestA) => served({ running, fault });
const long = 'x'.repeat(500);

test.each<[string, readonly (ServedModel | undefined)[], string, string]>([
  ['nobody reports', [], 'in_progress', 'Waiting for serving to report.'],
  ['the one server runs it', [served()], 'success', '1 server runs it.'],
  ['all run it', [served(), served()], 'success', '2 servers run it.'],
  [
    'one still runs another',
    [served(), served({ running: digestA })],
    'in_progress',
    'Waiting for every server to run it.',
  ],
  ['one runs nothing yet', [served({ running: null })], 'in_progress', 'Waiting for every server to run it.'],
  ['one does not know of the model', [served(), undefined], 'in_progress', 'Waiting for every server to run it.'],
  ['one can not load it', [served(), failed('no such package')], 'failure', 'no such package · 1.0.0 runs on'],
  ['nothing runs instead', [failed('no such package', null)], 'failure', 'no such package · nothing runs'],
  ['several say why: always the same one is shown', [failed('b'), failed('a')], 'failure', 'a · 1.0.0 runs on'],
  [
    'a fault of another package',
    [served({ digest: digestA, running: null, fault: 'old' })],
    'in_progress',
    'Waiting for every server to run it.',
  ],
  ['it runs, whatever is at fault', [failed('the file is broken', digestB)], 'success', '1 server runs it.'],
  ['a fault of two lines with marks', [failed('a\n\u202eb\u0007c')], 'failure', 'a bc · 1.0.0 runs on'],
  ['a long fault', [failed(long)], 'failure', `${'x'.repeat(123)}… · 1.0.0 runs on`],
])('where %s', (_, servers, state, description) => {
  expect(status(...servers)).toEqual({ state, description });
  expect(description.length).toBeLessThanOrEqual(140);
});

it('a status is written again where its state or its fault differs, not for the number of servers', () => {
  const two = status(served(), served());
  expect(saysTheSame({ state: 'success', description: '1 server runs it.' }, two)).toBe(true);
  expect(saysTheSame({ state: 'inactive', description: '' }, two)).toBe(false);
  expect(saysTheSame({ state: 'failure', description: 'a · 1.0.0 runs on' }, status(failed('a')))).toBe(true);
  expect(saysTheSame({ state: 'failure', description: 'a · 1.0.0 runs on' }, status(failed('b')))).toBe(false);
});
