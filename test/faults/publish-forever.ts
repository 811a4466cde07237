import { writeSync } from 'node:fs';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { samplePackage } from '../core/registry/sample-package.ts';

const [root = '', name = ''] = process.argv.slice(2);
const store = new FolderStore(root);

/** Publishes packages of three files of some 100 kB, one after the other, and names each that is published. */
for (let number = 0; ; number += 1) {
  const files = [1, 2, 3].map((i) => [`part${i}.bin`, new Uint8Array(40_000 * i).fill(number)] as const);
  const item = samplePackage(`${name} ${number}`, new Map(files));
  await store.publish(item);
  await store.attach(item.digest, 'card.md', new Uint8Array(50_000).fill(65));
  writeSync(1, `${item.digest}\n`);
}
