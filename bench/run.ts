// Runs every benchmark of this folder, each in a process of its own, and passes its JSON lines on. `--smoke`: seconds, no peers needed.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .sort();
/** Simulations of minutes to hours: run when they are named, or quickly with the others. */
const long = ['coverage', 'drift-methods', 'drift-together', 'false-promotions', 'late-levels', 'power'];
let failed = 0;
for (const file of files) {
  const name = file.replace(/\.ts$/, '');
  if (wanted.length > 0 ? !wanted.includes(name) : long.includes(name) && !flags.includes('--smoke')) continue;
  console.error(`# ${file} ${flags.join(' ')}`);
  const { status } = spawnSync(process.execPath, [join(folder, file), ...flags], { stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
