import { expect, test } from 'vitest';
import { AvalError } from '../../../src/core/errors.ts';
import { waitingForEvidence } from '../../../src/core/gate/waiting-for-evidence.ts';
import { commentMarker } from '../../../src/core/report/comment.ts';
import { previewMarker, renderFaults, renderPreview } from '../../../src/core/report/preview.ts';

const waiting = (name: string) => ({ verdict: waitingForEvidence(name), environment: 'production', changes: [] });

test('the title is about what needs attention first, and what waits is neither green nor grey', () => {
  const pass = {
    ...waiting('a'),
    verdict: { ...waitingForEvidence('a'), outcome: 'pass', sentence: 'Fine.' },
  } as const;
  expect(renderPreview({ models: [pass] })).toMatchObject({ conclusion: 'neutral', judges: true });
  expect(renderPreview({ models: [pass, waiting('b')] })).toMatchObject({
    conclusion: 'action_required',
    title: 'preview, claimed evidence on dev rows: b: waiting for evidence.',
  });
  expect(renderPreview({ models: [] })).toMatchObject({ conclusion: 'neutral', judges: false });
});

test('2000 models fit a comment of GitHub, with marker and introduction', () => {
  const { body } = renderPreview({ models: Array.from({ length: 2000 }, (_, i) => waiting(`model-${i}`)) });
  expect(body.length + previewMarker.length).toBeLessThan(65_000);
  expect(body).not.toContain(commentMarker);
});

test('faults are shown, never obeyed, and the title says how many more there are', () => {
  const fault = { rule: 'x', message: `@everyone <img src=x> ${previewMarker}` };
  const { title, body, conclusion } = renderFaults(new AvalError('evidence', [fault, fault]));
  expect([conclusion, title]).toEqual(['failure', `preview: ${fault.message} (and 1 more)`]);
  expect(body).not.toMatch(/@everyone|<img|<!--/);
});

test('2000 faults fit a comment of GitHub, and how many are left out is said', () => {
  const fault = { rule: 'x', message: 'the feature "applicant:amount" does not exist: | ` * _'.repeat(4) };
  const { body } = renderFaults(new AvalError('config', Array(2000).fill(fault)));
  expect(Buffer.byteLength(body) + previewMarker.length).toBeLessThan(65_000);
  const shown = body.split('\n- the feature').length - 1;
  expect(body.trimEnd().split('\n').at(-1)).toBe(`- And ${2000 - shown} more.`);
});
