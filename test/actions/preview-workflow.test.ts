import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const step = z.object({ uses: z.string().optional(), run: z.string().optional(), with: z.looseObject({}).optional() });
const job = z.object({
  if: z.string().optional(),
  permissions: z.record(z.string(), z.string()),
  steps: z.array(step),
});
const file = path.join(import.meta.dirname, '../../model-repo-template/github/workflows/aval.yaml');
const { jobs, permissions } = z
  .object({ permissions: z.looseObject({}), jobs: z.record(z.string(), job) })
  .parse(parse(readFileSync(file, 'utf8')));

test('of a pull request only the preview may write, and that is a check and a comment', () => {
  expect(permissions).toEqual({});
  const granted = Object.fromEntries(Object.entries(jobs).map(([name, one]) => [name, one.permissions]));
  const reads = { contents: 'read' };
  expect(granted).toEqual({
    plan: reads,
    evaluate: reads,
    report: reads,
    preview: { contents: 'read', checks: 'write', 'pull-requests': 'write' },
  });
});

test('the preview checks out the base alone, runs no script, and no action but three', () => {
  const steps = jobs['preview']?.steps ?? [];
  expect(steps.map(({ run, uses }) => run ?? uses?.replace(/@.*/, ''))).toEqual([
    'actions/checkout',
    'actions/download-artifact',
    'aval-ml/aval/actions/preview',
  ]);
  expect(steps[0]?.with).toMatchObject({
    ref: '$' + '{{ github.event.pull_request.base.sha }}',
    'persist-credentials': false,
  });
  expect(jobs['preview']?.if).toContain("github.event_name == 'pull_request'");
});
