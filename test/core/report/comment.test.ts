import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import type { Evidence, Measurement } from '../../../src/core/gate/evidence.ts';
import { waitingForEvidence } from '../../../src/core/gate/waiting-for-evidence.ts';
import { commentLimit, commentMarker, renderComment } from '../../../src/core/report/comment.ts';
import type { CommentInput, ModelReport } from '../../../src/core/report/comment-input.ts';
import { explanationText } from '../../../src/core/report/explanation-text.ts';
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
  links: { report: 'https://example.org/report' },
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
const anchored: Evidence = {
  ...evidence(
    passing.map((measurement) => ({ ...measurement, anchorDifference: estimate(-0.02, -0.035, -0.005, 300) })),
  ),
  anchor: { package: digestOf('best'), definition: digestOf('best'), version: '1.1.0' },
};
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
  ['anchored', { models: [report(anchored)], ...around }],
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

/** A comment with a rule, and rows of a table, for each part of a group. */
function ofManyGroups(groups: number, asked: number): ModelReport {
  const parts = Array.from({ length: groups }, (_, i) => `the people of the branch office ${i}`);
  const by = (metric: 'roc_auc' | 'mean_score', group: object) => {
    const [unit] = unfair.filter(({ widening }) => widening !== undefined);
    return { ...unit, quantity: { metric, group } } as Measurement;
  };
  const measured = [
    ...unfair.slice(0, 1),
    ...parts.map((value) => by('roc_auc', { name: 'office', value })),
    ...parts.slice(0, asked).map((value) => by('mean_score', { name: 'office', value, reference: 'the main office' })),
  ];
  const office = ['the main office', ...parts].map((value, i) => ({ value, n: 300, reference: i === 0 }));
  const rule = { metric: 'mean_score', contrast: 'office', rule: 'gapNotWider', margin: 0.03, why: 'Policy 4.2.' };
  return report(evidence(measured, { groups: { office: office.slice(0, asked + 1) } }), creditGates([rule]));
}

test.each([
  [1, 100, 2, undefined],
  [1, 500, 2, 'without groups'],
  [1, 500, 200, 'with unmet rules only'],
  [1, 400, 400, 'as headlines only'],
  [200, 100, 20, 'as headlines only'],
])(
  'of %d models with %d parts of a group, %d of them asked about, the comment says what it leaves out',
  (models, groups, asked, left) => {
    const one = ofManyGroups(groups, asked);
    const text = renderComment({ models: Array.from({ length: models }, () => one), ...around });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(commentLimit);
    expect(text).toContain('### ❌ credit-risk: don');
    expect(/\*Shown (.*?):/.exec(text)?.[1]).toBe(left);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  },
);

test('beside rules about the package, whose numbers are of no row of the holdout, only the others are said to be rounded', () => {
  const gates = creditGates([{ rule: 'sizeAtMost', size: '7kB', why: 'So.' }]);
  expect(renderComment({ models: [report(evidence(), gates)] })).toContain(
    ' · each number of these rows rounded to its standard error · ',
  );
  expect(renderComment({ models: [report(evidence())] })).toContain(' · each number rounded to its standard error · ');
});

test('over rules that do not apply nothing is waited for', () => {
  const margin = { rule: 'notWorse', margin: 0.03, why: 'So.' };
  const compared = {
    all: [
      { metric: 'roc_auc', ...margin },
      { metric: 'expected_cost', ...margin },
    ],
    why: 'Both.',
  };
  const { verdict } = report(firstEvidence(), creditGates([compared]));
  for (const texts of [verdictText(verdict), explanationText(verdict)]) {
    const [group] = texts.filter((text) => text.includes('Both.'));
    expect(group).toMatch(/^ {2}➖ /);
    expect(texts.join('\n')).not.toContain('⏳');
  }
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
