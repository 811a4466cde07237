import { expect, test } from 'vitest';
import type { Explanation } from '../../../src/core/explanation/explanation.ts';
import { explanationReport } from '../../../src/engines/workspace/html-report.ts';
import { estimate } from '../../core/gate/sample-evidence.ts';

const evil = 'blue\u202E\u0007\u001B[8m\r\n\u2066green\uD800';

const explanation: Explanation = {
  provenance: { method: 'linear', scale: 'log odds', seed: 7, background: { rows: 100, digest: 'sha256:0' } },
  alpha: 0.05,
  rows: 200,
  classes: [evil, 'other'],
  sizes: [{ feature: 'v:colour', size: estimate(0.2, 0.1, 0.3), share: 1 }],
  importance: { metric: 'roc_auc', rows: 200, repeats: 5, seed: 7, alpha: 0.05, features: [] },
  dependence: [
    {
      feature: 'v:colour',
      points: [evil, 'red'].map((value, k) => ({
        value,
        means: [estimate(0.3 * k, 0, 0.4), estimate(1 - 0.3 * k, 0.6, 1)],
      })),
    },
  ],
  explained: [],
};

test('what data hold is shown in a plot, and in the file of its numbers, as characters that are seen', async () => {
  const page = await explanationReport('credit-risk', explanation);
  expect(page).toContain('<svg ');
  expect(page.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  const files = [...page.matchAll(/charset=utf-8,([^"]+)"/g)].map(([, text = '']) => decodeURIComponent(text));
  expect(files).toHaveLength(2);
  expect(files[1]).toContain('blue[8m green\uFFFD');
  for (const file of files) {
    expect(file).not.toMatch(/\p{C}/u);
    expect(file).not.toMatch(/\\[unr]/);
  }
});
