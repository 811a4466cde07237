import { setTimeout as wait } from 'node:timers/promises';
import { AvalError } from '../../src/core/errors.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { samplePackage } from '../core/registry/sample-package.ts';

const [root = '', name = '', start = '0', rounds = '0'] = process.argv.slice(2);
const store = new FolderStore(root);

/** In every round, at the same moment as its rivals, publishes its own package for the definition of that round. */
for (let round = 0; round < Number(rounds); round += 1) {
  const item = samplePackage(`round ${round}`, new Map([['name.txt', new TextEncoder().encode(name)]]));
  await wait(Math.max(1, Number(start) + round * 40 - Date.now()));
  try {
    await store.publish(item);
    console.log(`published ${item.digest}`);
  } catch (error) {
    if (!(error instanceof AvalError)) throw error;
    console.log(`${error.class} ${item.digest}`);
  }
}
