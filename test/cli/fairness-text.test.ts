import { expect, test } from 'vitest';
import { fairnessText } from '../../src/cli/fairness-text.ts';
import { profileText } from '../../src/cli/profile-text.ts';
import { plain } from '../../src/cli/terminal/paint.ts';
import type { GroupFairness } from '../../src/core/fairness/fairness-report.ts';
import { estimate } from '../core/gate/sample-evidence.ts';

const evil = '\u001B[8m25\u202E or\r\nunder\u0007';
const seen = '[8m25 or under';

test('names of groups, parts and classes are shown in the terminal, never obeyed', () => {
  const group: GroupFairness = {
    group: evil,
    reference: evil,
    sizes: [{ value: evil, n: 40, reference: true, pooled: [evil, evil] }],
    numbers: [{ metric: 'recall', class: evil, parts: [{ part: evil, estimate: estimate(0.5, 0.4, 0.6) }] }],
    backgroundAuc: { [evil]: 0.5 },
  };
  const text = fairnessText([group], 0.05, plain);
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text.split('\n')).toHaveLength(4);
  expect(text).toContain(`${seen}: ${seen}, ${seen}`);
});

test("so they are among another tool's numbers", () => {
  const [none, count] = [{}, { [evil]: 1 }];
  const numbers = { group: count, individual: none, intersectional: none };
  const text = profileText([{ group: evil, reference: evil, class: evil, numbers }], plain);
  expect(text).toBe(`  ${seen}, reference ${seen}, class ${seen}\n  group ${seen}  1`);
});
