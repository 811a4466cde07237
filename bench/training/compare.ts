import { spawnSync } from 'node:child_process';
import * as z from 'zod';
import { type Dataset, writeDataset } from './dataset.ts';
import { type OurRun, runOurs } from './ours.ts';
import { type PeerRun, startPeer } from './peer.ts';
import { quality } from './quality.ts';
import { report } from './report.ts';

/** One comparison: our engine against a model of scikit-learn or LightGBM, on the same numbers. */
export interface Comparison {
  readonly engine: 'gbdt' | 'linear';
  readonly parameters: object;
  readonly peer: string;
  readonly peerParameters: object;
  readonly repeats: number;
  /** Greatest ratio of CPU seconds; absent: no goal. */
  readonly fitGoal?: number;
  readonly firstFitGoal?: number;
  /** How much worse the quality may be than the peer's; absent: 0.001. */
  readonly behindAtMost?: number;
  /** Least rows scored in a CPU second; absent: 800,000. */
  readonly predictGoal?: number;
}

const freshResult = z.object({ fit: z.number(), digest: z.string(), rss: z.number() });

/** Runs both sides in turn and reports fit, first fit, prediction, quality, memory and whether bytes repeat. */
export async function compare(data: Dataset, wanted: Comparison, folder: string, python: string | undefined) {
  writeDataset(folder, data);
  const ours: OurRun[] = [];
  const theirs: PeerRun[] = [];
  const peer = python === undefined ? undefined : startPeer(python, folder);
  for (let k = 0; k < wanted.repeats; k++) {
    if (peer) theirs.push(await peer.run(wanted.peer, wanted.peerParameters, data));
    ours.push(await runOurs(wanted.engine, wanted.parameters, data));
  }
  peer?.close();
  const fresh = await freshFits(data, wanted, folder, python);
  reportAll(data, wanted, ours, theirs, fresh);
}

interface FreshFits {
  readonly ours: readonly z.output<typeof freshResult>[];
  readonly theirs: readonly PeerRun[];
}

async function freshFits(
  data: Dataset,
  wanted: Comparison,
  folder: string,
  python: string | undefined,
): Promise<FreshFits> {
  const ours = [];
  const theirs = [];
  const script = new URL('./fresh-process.ts', import.meta.url).pathname;
  const { name, task, names, classes } = data;
  const description = JSON.stringify({ name, task, names, classes });
  for (let k = 0; k < wanted.repeats; k++) {
    const { stdout } = spawnSync(
      process.execPath,
      [script, folder, description, wanted.engine, JSON.stringify(wanted.parameters)],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    ours.push(freshResult.parse(JSON.parse(stdout)));
    if (python === undefined) continue;
    const peer = startPeer(python, folder);
    theirs.push(await peer.run(wanted.peer, wanted.peerParameters, data));
    peer.close();
  }
  return { ours, theirs };
}

function reportAll(
  data: Dataset,
  wanted: Comparison,
  ours: readonly OurRun[],
  theirs: readonly PeerRun[],
  fresh: FreshFits,
) {
  const subject = `${wanted.engine} ${data.name} ${data.label.length}x${data.names.length}`;
  const peerName = theirs[0] && `${theirs[0].library} ${theirs[0].version} ${wanted.peer}`;
  const line = (figure: string, unit: string, value: number, peer: number | undefined, goal?: object) =>
    report({
      bench: 'training',
      figure: `${subject}: ${figure}`,
      unit,
      value,
      peer: peerName,
      peerValue: peer,
      ...goal,
    });
  const least = (values: readonly number[]) => (values.length > 0 ? Math.min(...values) : undefined);
  const seconds = (runs: readonly { fit: number }[]) => least(runs.map((run) => run.fit));

  line('fit', 'CPU s', seconds(ours) ?? 0, seconds(theirs), { ratioAtMost: wanted.fitGoal });
  line('first fit of a process', 'CPU s', seconds(fresh.ours) ?? 0, seconds(fresh.theirs), {
    ratioAtMost: wanted.firstFitGoal,
  });
  const rate = (runs: readonly { predict: number }[]) =>
    data.testLabel.length / (least(runs.map((r) => r.predict)) ?? Number.NaN);
  line('prediction', 'rows/s', rate(ours), theirs.length > 0 ? rate(theirs) : undefined, {
    atLeast: wanted.predictGoal ?? 800_000,
  });
  const [run] = ours;
  const [peerRun] = theirs;
  if (run) {
    const reached = quality(data, run.predictions);
    const peerReached = peerRun && quality(data, peerRun.predictions);
    line(reached.name, '', reached.value, peerReached?.value, { behindAtMost: wanted.behindAtMost ?? 0.001 });
  }
  line(
    'peak RSS of a process',
    'MB',
    Math.max(...fresh.ours.map((r) => r.rss)),
    least(fresh.theirs.map((r) => r.rss)),
    { atMost: 300 },
  );
  line('different models over all runs', '', new Set([...ours, ...fresh.ours].map((r) => r.digest)).size, undefined, {
    atMost: 1,
  });
}
