import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, Stage, steps } from './stage.ts';

const ECHO = (phase: string) => `
import { appendFileSync } from 'node:fs';
const { STATE_seen = '', INPUT_WORD, 'INPUT_TWO_WORDS': two, GITHUB_ACTION_PATH: path, ACTIONS_RUNTIME_TOKEN: token } = process.env;
console.log('${phase}', INPUT_WORD, two, STATE_seen, path?.split('/').at(-1), token ? 'token' : 'no token');
appendFileSync(process.env.GITHUB_STATE, 'seen=' + STATE_seen + '${phase[0]}\\n');
appendFileSync(process.env.GITHUB_OUTPUT, 'word=' + INPUT_WORD + '\\n');
`;

const NODE_ACTION: Files = {
  'action.yml': `name: echo
description: echo
inputs:
  word: { description: w, default: "\${{ github.actor }}" }
  two words: { description: t }
outputs: { word: { description: w } }
runs: { using: node24, pre: pre.mjs, main: main.mjs, post: post.mjs }
`,
  'pre.mjs': ECHO('pre'),
  'main.mjs': ECHO('main'),
  'post.mjs': ECHO('post'),
};

const COMPOSITE: Files = {
  'action.yml': `name: both
description: both
inputs: { word: { description: w, default: none } }
outputs: { result: { description: r, value: "\${{ steps.inner.outputs.word }}!" } }
runs:
  using: composite
  steps:
    - run: 'echo "\${{ inputs.word }} $OUTER $(basename "\${{ github.action_path }}")"'
      shell: bash
    - id: inner
      uses: acme/actions/echo@v1
      with: { word: "\${{ inputs.word }}" }
    - run: echo LATER=set >> $GITHUB_ENV
      shell: sh
    - run: echo not here
      if: failure()
      shell: sh
`,
};

/** A stage that serves `acme/actions/<name>@v1` from folders. */
function stageWith(files: Files, actions: Readonly<Record<string, Files>>): Stage {
  const stage: Stage = new Stage(files, {
    resolveAction: (uses) => join(stage.folder, 'actions', uses.replace('acme/actions/', '').replace('@v1', '')),
  });
  for (const [name, content] of Object.entries(actions)) write(join(stage.folder, 'actions', name), content);
  return stage;
}

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe('a node action', () => {
  it('runs before, in and after the steps, with inputs, outputs and state', async () => {
    await using stage = stageWith(
      steps(`- run: echo first \${ACTIONS_RUNTIME_TOKEN:-no token}
- id: echo
  uses: acme/actions/echo@v1
  with: { Word: hello, two words: a b }
- uses: acme/actions/echo@v1
- run: echo \${{ steps.echo.outputs.word }}
`),
      { echo: NODE_ACTION },
    );
    await stage.play();
    expect(stage.output('build')).toEqual([
      'pre hello a b  echo token',
      'pre ada   echo token',
      'first no token',
      'main hello a b p echo token',
      'main ada  p echo token',
      'hello',
      'post ada  pm echo token',
      'post hello a b pm echo token',
    ]);
    expect(stage.job('build').steps.map((step) => step.name)).toEqual([
      'Set up job',
      'Pre Run acme/actions/echo@v1',
      'Pre Run acme/actions/echo@v1',
      `Run echo first \${ACTIONS_RUNTIME_TOKEN:-no token}`,
      'Run acme/actions/echo@v1',
      'Run acme/actions/echo@v1',
      'Run echo hello',
      'Post Run acme/actions/echo@v1',
      'Post Run acme/actions/echo@v1',
      'Complete job',
    ]);
  });

  it('fails by its exit code, and its post runs', async () => {
    const failing = { ...NODE_ACTION, 'main.mjs': 'console.log("::error::no"); process.exit(2);' };
    await using stage = stageWith(steps('- uses: acme/actions/echo@v1\n'), { echo: failing });
    await stage.play();
    expect(stage.output('build')).toEqual(['pre ada   echo token', '##[error]no', 'post ada  p echo token']);
    expect(stage.conclusion()).toBe('failure');
  });

  it('warns about inputs that it does not know', async () => {
    await using stage = stageWith(steps('- uses: acme/actions/echo@v1\n  with: { wrod: x }\n'), { echo: NODE_ACTION });
    await stage.play();
    expect(stage.job('build').log).toContain("Unexpected input(s) 'wrod', valid inputs are ['word', 'two words']");
  });
});

describe('a composite action', () => {
  it('runs its steps with inputs of its own', async () => {
    await using stage = stageWith(
      steps(`- id: both
  uses: acme/actions/both@v1
  with: { word: hi }
  env: { OUTER: outer }
- run: echo \${{ steps.both.outputs.result }} $LATER [$OUTER]
`),
      { both: COMPOSITE, echo: NODE_ACTION },
    );
    await stage.play();
    expect(stage.output('build')).toEqual([
      'hi outer both',
      'pre hi   echo token',
      'main hi  p echo token',
      'hi! set []',
      'post hi  pm echo token',
    ]);
  });

  it('fails with its first failing step', async () => {
    const text = `name: f
description: f
runs:
  using: composite
  steps: [{ run: exit 1, shell: sh }, { run: echo never, shell: sh }, { run: echo status, shell: sh, if: failure() }]
`;
    await using stage = stageWith(steps('- uses: acme/actions/f@v1\n- run: echo never\n'), {
      f: { 'action.yml': text },
    });
    await stage.play();
    expect(stage.output('build')).toEqual(['##[error]Process completed with exit code 1.', 'status']);
    expect(stage.conclusion()).toBe('failure');
  });

  it('ends with the time of the step that uses it', async () => {
    const text = `name: s
description: s
runs: { using: composite, steps: [{ run: sleep 20, shell: sh }, { run: echo never, shell: sh }] }
`;
    await using stage = stageWith(steps('- uses: acme/actions/s@v1\n  timeout-minutes: 0.2\n'), {
      s: { 'action.yml': text },
    });
    await stage.play();
    expect(stage.job('build').log).toContain("The action 'Run acme/actions/s@v1' has timed out after 0.2 minutes.");
    expect(stage.conclusion()).toBe('failure');
  });
});

describe('an action', () => {
  it('of the repository itself is there after a checkout', async () => {
    const local = Object.fromEntries(Object.entries(NODE_ACTION).map(([path, text]) => [`.github/echo/${path}`, text]));
    await using stage = new Stage({ ...steps('- uses: actions/checkout@v5\n- uses: ./.github/echo\n'), ...local });
    await stage.play();
    expect(stage.output('build')).toContain('main ada   echo token');
    stage.commit(steps('- uses: ./.github/echo\n'));
    await stage.play();
    expect(stage.output('build')[0]).toMatch(/Can't find 'action.yml'.*Did you forget to run actions\/checkout/);
  });

  it.each([
    ['docker://alpine', /'docker:\/\/alpine' is not supported/],
    ['acme/actions/none@v1', /Can't find 'action.yml'/],
  ])('%s is refused', async (uses, message) => {
    await using stage = stageWith(steps(`- uses: ${uses}\n`), {});
    await stage.play();
    expect(stage.output('build')[0]).toMatch(message);
    expect(stage.conclusion()).toBe('failure');
  });

  it('setup-node offers the Node of the sandbox', async () => {
    await using stage = new Stage(
      steps(
        `- id: n\n  uses: actions/setup-node@v5\n  with: { node-version: 24 }\n- run: node -v; echo \${{ steps.n.outputs.node-version }}\n`,
      ),
    );
    await stage.play();
    expect(stage.output('build').slice(-2)).toEqual([process.version, process.version]);
  });
});
