import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Whether this system tells how much memory a group of processes holds: Linux does, in /proc. */
export const canWatchMemory = existsSync('/proc/self/stat');

/** Bytes of memory of its own (anonymous and shared) that the processes of a group hold together. */
export function groupMemory(group: number): number {
  let bytes = 0;
  for (const entry of readdirSync('/proc')) {
    if (/^[0-9]+$/.test(entry) && groupOf(entry) === group) bytes += residentBytes(entry);
  }
  return bytes;
}

function groupOf(process: string): number | undefined {
  // "pid (name) state parent group ...": the name may hold spaces and parentheses.
  const stat = read(`/proc/${process}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

function residentBytes(process: string): number {
  const status = read(`/proc/${process}/status`);
  return [...status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)].reduce(
    (sum, [, kib]) => sum + Number(kib) * 1024,
    0,
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // the process has ended since it was listed
  }
}
