import { writeSync } from 'node:fs';
import { replaceFile } from '../../src/engines/atomic-write.ts';

const [path = ''] = process.argv.slice(2);

/** Replaces one file by 300,000 times the same byte, another one each time. */
for (let number = 0; ; number += 1) {
  await replaceFile(path, new Uint8Array(300_000).fill(number));
  writeSync(1, `${number}\n`);
}
