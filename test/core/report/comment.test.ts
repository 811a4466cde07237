import { expect, test } from 'vitest';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { waitingForEvidence } from '../../../src/core/gate/waiting-for-evidence.ts';
import { commentLimit, commentMarker, renderComment } from '../../../src/core/report/comment.ts';
import type { CommentInput, ModelReport } from '../../../src/core/report/comment-input.ts';
import { verdictText } from '../../../src/core/report/verdict-text.ts';
import {
  creditGates,
  estimate,
  evidence,
  firstEvidence,
  judged,
  lending,
  passing,
  unfair,
} from '../gate/sample-evidence.ts';

const changes = ['models/credit-risk/model.yaml:9 features: applicant:age added'];
const around = {
  commits: { base: 'a'.repeat(40), head: 'b'.repeat(40) },
  links: { report: 'https://example.org/report', explanation: 'https://example.org/how-to-read' },
};

function report(given: Evidence, gates = creditGates()): ModelReport {
  const verdict = judged(given, gates, lending(), { firstVersion: given.champion === undefined });
  return { verdict, evidence: given, environment: 'production', changes };
}

const disagreement = estimate(0.041, 0.026, 0.063, 300, 'Wilson');
const undecided = evidence(
  passing.map((measurement) =>
    measurement.widening ? { ...measurement, widening: estimate(0.01, -0.05, 0.07, 33) } : measurement,
  ),
);
const evil =
  '<img src=x> @admin #1 [x](http://e.vil) ![y](http://e.vil/z.png) `a` | b <!-- aval:comment v1 -->\r\n# h \u202E';
const evilEvidence = evidence(
  unfair.map((m) => ({ ...m, quantity: { ...m.quantity, ...(m.quantity.among && { among: evil }) } })),
);
const evilRule = {
  metric: 'mean_score',
  among: { label: evil },
  contrast: 'age',
  rule: 'gapNotWider',
  margin: 0.03,
  why: evil,
};

test.each<[string, CommentInput]>([
  ['pass', { models: [report(evidence(passing, { disagreement }))], ...around }],
  ['fail-by-fairness', { models: [report(evidence(unfair))], ...around }],
  ['inconclusive', { models: [report(undecided)], ...around }],
  ['first-version', { models: [report(firstEvidence())], ...around }],
  [
    'waiting',
    { models: [{ verdict: waitingForEvidence('credit-risk'), environment: 'production', changes }], ...around },
  ],
  [
    'evil',
    {
      models: [{ ...report(evilEvidence, creditGates([evilRule])), environment: evil, changes: [evil] }],
      links: { report: 'javascript:alert(1)', run: 'https://e.vil/)[x](y)' },
    },
  ],
])('the comment of %s', async (name, input) => {
  await expect(renderComment(input)).toMatchFileSnapshot(`golden/${name}.md`);
});

test('the terminal says the same in plain lines', async () => {
  const texts = [evidence(), evidence(unfair), undecided].map((given) => verdictText(report(given).verdict).join('\n'));
  await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot('golden/terminal.txt');
});

test('the marker is the first thing, and nothing that people wrote repeats it', () => {
  const text = renderComment({
    models: [{ ...report(evilEvidence, creditGates([evilRule])), environment: evil, changes: [evil] }],
  });
  expect(text.startsWith(commentMarker)).toBe(true);
  expect(text.split('<!--')).toHaveLength(2);
  expect(text).not.toMatch(/<img|@admin|(?<!\\)\]\(http:|javascript:/);
});

test('what needs attention comes first', () => {
  const waiting = { verdict: waitingForEvidence('a-model'), environment: 'production', changes };
  const titles = renderComment({ models: [report(evidence()), waiting, report(evidence(unfair))] }).match(/^### .*/gm);
  expect(titles?.map((title) => title.slice(4, 5))).toEqual(['❌', '⏳', '✅']);
});

test.each([3, 40, 200, 2000])('%d models fit a comment, and what is left out is said', (count) => {
  const models = Array.from({ length: count }, (_, i) => {
    const one = report(i % 50 === 1 ? evidence(unfair) : evidence());
    return {
      ...one,
      verdict: { ...one.verdict, title: `credit-${i}` },
      changes: Array.from({ length: 30 }, () => changes[0] ?? ''),
    };
  });
  const text = renderComment({ models, ...around });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(commentLimit);
  expect(text).toContain('❌ credit-1:');
  expect(text.includes('the whole is too long')).toBe(count > 3);
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});
