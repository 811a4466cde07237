import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type TestWorld } from '../world.ts';
import { logIn } from './surfer.ts';

const workflow = `name: look
on:
  workflow_dispatch:
    inputs:
      window:
        description: Which window
        required: true
        default: last
      quick:
        type: boolean
      kind:
        type: choice
        options: [all, some]
jobs:
  look:
    runs-on: ubuntu-latest
    steps:
      - run: echo looked
`;

let world: TestWorld;
const events: unknown[] = [];
beforeAll(async () => {
  world = await makeWorld();
  const files = {
    '.github/workflows/look.yaml': workflow,
    '.github/workflows/push.yaml': 'on: push\njobs: {}\n',
    '.github/workflows/broken.yaml': 'on: [',
  };
  const repository = await world.sandbox.addRepository({ owner: world.owner, name: 'runs', files });
  world.sandbox.collaborate(repository, world.writer, 'write');
  world.sandbox.events.subscribe(({ name, payload: { ref, workflow: file, inputs } }) => {
    events.push({ name, ref, file, inputs });
  });
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

it('starts a workflow by hand, with its inputs, for those with write access', async () => {
  const walter = await logIn(world, 'walter');
  const { text } = await walter.open('/olivia/runs/actions');
  expect(text.match(/<\/strong> look <span class="muted">look\.yaml<\/span>/g)).toHaveLength(1);
  expect(text).toContain('Which window * <input name="input.window" value="last" required>');
  expect(text).toContain('<select name="input.kind"><option>all</option><option>some</option></select>');
  const fields = { ref: 'main', 'input.window': 'w1', 'input.quick': 'true', 'input.kind': 'some' };
  const sent = await walter.submit('/olivia/runs/actions', '/olivia/runs/actions/run', fields);
  expect(sent).toMatchObject({ status: 303, location: '/olivia/runs/actions' });
  const inputs = { window: 'w1', quick: 'true', kind: 'some' };
  const file = '.github/workflows/look.yaml';
  expect(events).toEqual([{ name: 'workflow_dispatch', ref: 'refs/heads/main', file, inputs }]);
});

it('refuses a branch that is not there, and a workflow that has no such start', async () => {
  const walter = await logIn(world, 'walter');
  const page = '/olivia/runs/actions';
  const refused = await walter.submit(page, `${page}/run`, { ref: 'nowhere', 'input.kind': 'all' });
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/role="alert">.*No ref found for: nowhere/);
  expect(await walter.submit(page, `${page}/run`, { workflow: 'push.yaml', ref: 'main' })).toMatchObject({
    status: 422,
  });
  const rita = await logIn(world, 'rita');
  expect((await rita.open(page)).text).not.toContain('Run workflow');
  const fields = { workflow: 'look.yaml', ref: 'main' };
  expect(await rita.post(`${page}/run`, fields, { token: await rita.token() })).toMatchObject({ status: 403 });
});
