import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitingForEvidence } from '../../../../src/core/gate/waiting-for-evidence.ts';
import { escapeHtml, html } from '../../../../src/core/report/html/html.ts';
import { type DrawnReport, renderHtmlReport } from '../../../../src/core/report/html/html-report.ts';
import { creditGates, evidence, judged, lending, unfair } from '../../gate/sample-evidence.ts';

const given = evidence(unfair, { tier: 'dev' });
const report: DrawnReport = {
  verdict: judged(given, creditGates(), lending()),
  evidence: given,
  environment: 'production',
  changes: ['models/credit-risk/model.yaml:9 features: applicant:age added'],
  figures: [
    {
      name: 'roc',
      title: 'ROC curve',
      caption: 'Up and to the left is better.',
      legend: ['this change', 'production 1.3.0'],
      leftOut: 'fewer than 30 rows: few',
      specification: { mark: 'line' },
      svg: '<svg></svg>',
    },
  ],
};

test('the page of a model', async () => {
  const page = renderHtmlReport([report]).replace(/<style>.*<\/style>/s, '<style>…</style>');
  await expect(page).toMatchFileSnapshot('../golden/report.html');
});

test('a page asks for nothing and runs nothing', () => {
  const page = renderHtmlReport([report]);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(/i);
  expect(page.match(/https?:[^"%]*/g)).toBeNull();
});

test('a model that waits is said to, and nothing changed is said too', () => {
  const waiting = { verdict: waitingForEvidence('churn'), environment: 'production', changes: [], figures: [] };
  expect(renderHtmlReport([waiting])).toContain('churn: waiting for evidence');
  expect(renderHtmlReport([])).toContain('no model is changed');
});

test('what people wrote is text', () => {
  const evil = '</title></style><script>alert(1)</script>" onload="x" \' &';
  const [figure] = report.figures;
  if (figure === undefined) throw new RangeError('one figure');
  const page = renderHtmlReport([
    {
      ...report,
      environment: evil,
      changes: [evil],
      verdict: { ...report.verdict, title: evil, sentence: evil },
      figures: [{ ...figure, name: evil, title: evil, caption: evil, leftOut: evil, legend: [evil] }],
    },
  ]);
  expect(page).not.toMatch(/<script|<\/title><\/style>|" onload/);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
});

test('escaped text has no markup, and shows what was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      expect(html`<p title="${text}">`.text.match(/"/g)).toHaveLength(2);
    }),
  );
});
