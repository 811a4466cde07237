import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killChild } from './kill-child.ts';

const writer = new URL('write-forever.ts', import.meta.url);

test('a file whose writer is killed at any moment holds the old bytes or the new ones, whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aval-write-'));
  const path = join(folder, 'file.bin');
  for (let round = 0; round < 30; round += 1) {
    const lines = await killChild(writer, [path], (round * 3) % 40);
    const bytes = readFileSync(path);
    const last = Number(lines.at(-1));
    expect(bytes.length).toBe(300_000);
    expect([last % 256, (last + 1) % 256]).toContain(bytes[0]);
    expect(bytes.every((byte) => byte === bytes[0])).toBe(true);
  }
  rmSync(folder, { recursive: true });
}, 120_000);
