import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  environmentsOf,
  forDefaultBranch,
  unpinnedActions,
  withOffers,
  withoutCopySteps,
  withoutPins,
} from '../../../src/core/onboarding/workflow-file.ts';

const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const workflow = (ref: string) => `on:
  push:
    branches: [main]
jobs:
  one:
    environment: data
    steps:
      - uses: actions/checkout@${ref}
      - name: two
        uses: aval-ml/aval/actions/plan@${sha} # v0.1.0
`;

it('sees the same workflow whatever its pins, their comments, line ends and trailing spaces', () => {
  const other = workflow(`${'0'.repeat(40)} # v9`).replaceAll('\n', ' \r\n');
  expect(withoutPins(other)).toBe(withoutPins(workflow(sha)));
});

it('sees every other edit', () => {
  const edits = [
    workflow(sha).replace('checkout', 'setup-node'),
    workflow(sha).replace('push', 'pull_request_target'),
    workflow(sha).replace('environment: data', 'environment: open'),
    `${workflow(sha)}      - run: echo\n`,
  ];
  for (const edit of edits) expect(withoutPins(edit)).not.toBe(withoutPins(workflow(sha)));
});

const template = readFileSync('model-repo-template/github/workflows/aval-monitor.yaml', 'utf8');
const compared = (text: string) => withoutCopySteps(withOffers(withoutPins(text)));
const copies = template.split('\n').find((line) => line.includes('are copied here')) ?? '';
const withSteps = (steps: string) => template.replace(copies, () => `${copies}\n${steps}`);

it.each([
  ['a step that copies predictions', withSteps('      - run: aws s3 cp --recursive s3://logs predictions')],
  [
    'several, with settings and scripts',
    withSteps(
      `      - uses: a/b@${sha}\n        with: {role: r}\n\n      - run: |\n          mkdir x\n          cp y x`,
    ),
  ],
  ['one in place of the comment', template.replace(copies, '      - run: cp -r /mnt/log predictions')],
  [
    'the keys of S3 and the region',
    template.replace(/# (env:| {2}AWS_\w+: .*)/g, '$1').replace('us-east-1', 'eu-central-1'),
  ],
  ['the credentials of sources', template.replace(/# (with:| {2}credentials: .*)/g, '$1')],
])('takes what the monitoring workflow asks for as no edit: %s', (_, text) => {
  expect(text).not.toBe(template);
  expect(compared(text)).toBe(compared(template));
});

it.each([
  ['a setting of the checkout', withSteps('          ref: other')],
  ['a setting of the checkout before a step', withSteps('          ref: other\n      - run: x')],
  ['a key of the job among the steps', withSteps('    permissions: write-all')],
  ['a step after monitoring', `${template}      - run: x\n`],
  ['another schedule', template.replace('23 4', '0 0')],
  ['more permissions', template.replace('contents: read', 'contents: write')],
  ['another secret', template.replace(/# (env:| {2}AWS_\w+: .*)/g, '$1').replace('AVAL_S3_KEY_ID', 'OTHER')],
  ['an expression as the region', template.replace('us-east-1', '$'.concat('{{ github.token }}'))],
])('sees any other edit of it: %s', (_, text) => {
  expect(text).not.toBe(template);
  expect(compared(text)).not.toBe(compared(template));
});

it('names the actions that a tag, a branch, a short sha or nothing pins', () => {
  const lines = [
    'a/b@v4',
    'a/b@main',
    `a/b@${sha.slice(0, 7)}`,
    'a/b',
    '"a/c@v1"',
    'docker://alpine:3',
    './local',
    `d/e@${sha}`,
  ];
  const text = lines.map((line) => `      - uses: ${line}\n`).join('');
  expect(unpinnedActions(text)).toEqual(['a/b@v4', 'a/b@main', 'a/b@3d3c42e', 'a/b', 'a/c@v1', 'docker://alpine:3']);
  expect(unpinnedActions(`uses: docker://alpine@sha256:${'0'.repeat(64)}`)).toEqual([]);
});

it('reads environments of jobs, where they are written out', () => {
  expect(environmentsOf(workflow(sha))).toEqual(['data']);
  expect(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a workflow's expression
    environmentsOf('jobs: {a: {environment: {name: x}}, b: {environment: "${{ inputs.e }}"}, c: {}, d: 1}'),
  ).toEqual(['x']);
  for (const text of ['', '- a', 'jobs: 1', ': : :', 'jobs: {a: {environment: *b}}'])
    expect(environmentsOf(text)).toEqual([]);
});

it.each([
  ['main', '[main]'],
  ['master', '[master]'],
  ['release/2.x', '[release/2.x]'],
  ['c++', '["c\\\\+\\\\+"]'],
  ['a, b: #c', '["a, b: #c"]'],
])('names the default branch %s', (branch, written) => {
  expect(forDefaultBranch('    branches: [main]\n', branch)).toBe(`    branches: ${written}\n`);
});
