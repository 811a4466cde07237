import type { RefUpdate } from './refs.ts';

/** The ref updates that stand in front of the pack in a `git-receive-pack` request, as pkt-lines up to a flush. */
export function pushCommands(body: Buffer): RefUpdate[] {
  const updates: RefUpdate[] = [];
  for (let at = 0; at + 4 <= body.length; ) {
    const length = Number.parseInt(body.subarray(at, at + 4).toString('latin1'), 16);
    if (!(length >= 4)) break;
    const line =
      body
        .subarray(at + 4, at + length)
        .toString('utf8')
        .split('\0')[0] ?? '';
    const found = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+?)\n?$/.exec(line);
    if (found !== null) updates.push({ before: found[1] ?? '', after: found[2] ?? '', ref: found[3] ?? '' });
    at += length;
  }
  return updates;
}
