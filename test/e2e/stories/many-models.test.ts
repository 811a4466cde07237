// What one push costs in a repository of 200 models. The 199 others are copies that were released long ago: their tags say so, a hundred commits
// back, as they would in a repository that has lived. So the App has nothing to do for them, and every call that it makes is for the push.
import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Clone } from '../../../scripts/demo/story/clone.ts';
import { gateOf, propose } from '../../../scripts/demo/story/follow.ts';
import type { Digest } from '../../../src/core/digest.ts';
import { recipeDigest } from '../../../src/core/plan/definition-digest.ts';
import { emptyTree } from '../../../src/core/plan/empty-tree.ts';
import { planModels } from '../../../src/core/plan/plan.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { engineRevisions } from '../../../src/engines/engines.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { repositoryAt } from '../../../src/engines/git/repository-at.ts';
import { better, countCalls, endWith, ledgerOf, mostCalls, onlyLending, settled, startLending } from './lending.ts';

const copies = 199;
/** Further back than the App looks for releases that broke off. */
const commitsSince = 101;

let story: Awaited<ReturnType<typeof startLending>>;
const notes: string[] = [];

beforeAll(async () => {
  story = await startLending({ prepare: manyModels, push: ['main', '--tags'] });
  await story.app.start();
  await settled(story);
});

async function manyModels(clone: Clone): Promise<void> {
  await onlyLending(clone);
  await clone.edit('aval.yaml', 'promote: onRelease', 'promote: onCommand');
  for (let index = 1; index <= copies; index++) {
    const name = `credit-${String(index).padStart(3, '0')}`;
    const folder = join(clone.folder, 'models', name);
    await cp(join(clone.folder, 'models/credit-risk'), folder, { recursive: true });
    for (const file of ['model.yaml', 'gates.yaml']) {
      const text = await readFile(join(folder, file), 'utf8');
      await writeFile(join(folder, file), text.replace(/^(name|model): credit-risk$/m, `$1: ${name}`));
    }
  }
  await clone.commit('Two hundred models');
  const tree = await repositoryAt(clone.folder).treeAt(parseSha(await clone.git('rev-parse', 'HEAD')));
  for (const plan of await planModels(emptyTree, tree, { engineRevisions, released: () => undefined })) {
    if (plan.action !== 'train') throw new Error(`${plan.model} can't be trained`);
    const { resolved, model } = plan;
    const [item, evidence] = [digestFor(`package of ${model}`), digestFor(`evidence of ${model}`)];
    const facts = { package: item, definition: resolved.digest, recipe: recipeDigest(resolved), evidence };
    const message = formatReleaseRecord({ ...facts, subject: `${model} 1.0.0` });
    await clone.git('tag', '--annotate', '--message', message, `${model}@v1.0.0`);
  }
  for (let index = 0; index < commitsSince; index++)
    await clone.git('commit', '--quiet', '--allow-empty', '-m', `Day ${index}`);
  await clone.edit('README.md', '#', '# Our');
}

const digestFor = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}` as Digest; // hex of sha256 is its form

it('a push with one changed model costs what it costs among one', async () => {
  expect((await ledgerOf(story)).entries).toEqual([]);
  const [calls, since] = [countCalls(story), performance.now()];
  const pull = await propose(story, story.people.writer, 'plans', [better], { title: 'Add instalment plans' });
  const verdict = await gateOf(story, pull.head.sha);
  const seconds = (performance.now() - since) / 1000;
  await settled(story);
  const spent = calls();
  notes.push(
    `a push with one changed model among ${copies + 1}: ${spent.calls} calls to the last word, ${seconds.toFixed(1)} s until the verdict, ${spent.evaluation} for the evaluation (${spent.operations})`,
  );
  expect(spent.calls).toBeLessThanOrEqual(mostCalls);
  expect(verdict).toMatchObject({ conclusion: 'success' });
  expect((await ledgerOf(story)).uses).toHaveLength(1);
});

endWith(() => story, notes);
