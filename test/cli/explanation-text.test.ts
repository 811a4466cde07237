import { expect, test } from 'vitest';
import { explanationText } from '../../src/cli/explanation-text.ts';
import { plain } from '../../src/cli/terminal/paint.ts';
import { estimate } from '../core/gate/sample-evidence.ts';

test('keys and values of rows are shown in the terminal, never obeyed', () => {
  const evil = '\u001B[8mrow\u202E 1\r\nb\u0007';
  const text = explanationText(
    'credit-risk',
    {
      provenance: { method: 'linear', scale: 'log odds', seed: 7, background: { rows: 100, digest: 'sha256:0' } },
      alpha: 0.05,
      rows: 200,
      sizes: [{ feature: 'v:colour', size: estimate(0.2, 0.1, 0.3), share: 1 }],
      importance: { metric: 'roc_auc', rows: 200, repeats: 5, seed: 7, alpha: 0.05, features: [] },
      dependence: [{ feature: 'v:colour', points: [{ value: evil, means: [estimate(0.3, 0.2, 0.4)] }] }],
      explained: [
        {
          key: evil,
          output: evil,
          answer: 0.4,
          base: 0.3,
          contributions: [{ feature: 'v:colour', value: evil, share: 0.1 }],
        },
      ],
    },
    plain,
  );
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text).toContain('\nrow [8mrow 1 b: [8mrow 1 b 0.4\n');
});
