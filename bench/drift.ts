// Drift. (a) Flights of January to March, each week against the others: how many of 13 alarm though nothing is wrong. (b) Drift planted from May: the
// window that alarms first. (c) Processor seconds to hold a window of 100,000 rows of 20 columns against a profile of as many; the peer is
// scipy's ks_2samp, wasserstein_distance and chi2_contingency on arrays in memory. `--smoke`: (c) is small and has no peer. One JSON line per figure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/core/comparison/random.ts';
import type { Column, Frame } from '../src/core/features/frame.ts';
import { judgeWindow } from '../src/core/monitoring/drift/judge-window.ts';
import { driftReference } from '../src/core/monitoring/drift/reference.ts';
import { profileFrame } from '../src/core/monitoring/profile/profile-frame.ts';
import { leaveOneWeekOut, plantedDrift, readFlights } from './drift/flights.ts';
import { findPython } from './training/peer.ts';
import { report } from './training/report.ts';

const smoke = process.argv.includes('--smoke');
const rows = smoke ? 10_000 : 100_000;
const numbers = 16;
const categories = 4;
const levels = Array.from({ length: 30 }, (_, level) => `level ${String(level).padStart(2, '0')}`);

function madeUp(seed: number): Frame {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const columns = new Map<string, Column>();
  for (let i = 0; i < numbers; i++) {
    columns.set(`n${i}`, { type: 'number', values: Float64Array.from({ length: rows }, () => uniform() + uniform()) });
  }
  for (let i = 0; i < categories; i++) {
    const codes = Int32Array.from({ length: rows }, () => Math.floor(levels.length * uniform() ** 2));
    columns.set(`c${i}`, { type: 'category', levels, codes });
  }
  return { rows, columns };
}

/** Least processor seconds of three. */
function processorSeconds(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

/** The same in Python, or undefined where it is not there. */
function peerSeconds(reference: Frame, current: Frame): number | undefined {
  if (smoke) return undefined;
  const python = findPython();
  if (python === undefined) {
    console.error('no Python with numpy and scipy: set AVAL_PYTHON; the figure has no peer');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'aval-bench-'));
  try {
    for (const [side, frame] of [
      ['reference', reference],
      ['current', current],
    ] as const) {
      for (const [name, column] of frame.columns) {
        writeFileSync(join(folder, `${side}-${name}`), column.type === 'category' ? column.codes : column.values);
      }
    }
    const script = join(import.meta.dirname, 'peers/drift.py');
    const { status, stdout } = spawnSync(python, [script, folder, String(numbers), String(categories)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    });
    if (status !== 0) throw new Error(`${python} ${script} ended with ${status}`);
    return Number(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const flights = await readFlights();
report({
  bench: 'drift',
  figure: 'flights, each of 13 weeks of January to March against the others: weeks that alarm',
  unit: 'weeks',
  value: leaveOneWeekOut(flights).filter(({ length }) => length > 0).length,
  peer: 'p-values of rows (Kolmogorov-Smirnov, chi-square), Benjamini-Hochberg, minimum effects',
  peerValue: leaveOneWeekOut(flights, 'rows').filter(({ length }) => length > 0).length,
  atMost: 1,
});
const weeks = plantedDrift(flights);
const planted = weeks.filter((week) => week.planted);
report({
  bench: 'drift',
  figure: 'flights, only those over 1,000 miles from May: the planted week that alarms first',
  unit: 'week',
  value: 1 + planted.findIndex(({ alarms }) => alarms.length > 0) || Infinity,
  atMost: 2,
});
report({
  bench: 'drift',
  figure: 'flights, April and, with nothing planted, May and June: weeks of 13 that alarm',
  unit: 'weeks',
  value: plantedDrift(flights, false).filter(({ alarms }) => alarms.length > 0).length,
});

const [before, now] = [madeUp(1), madeUp(2)];
const profile = profileFrame(before, 1);
const reference = driftReference({ frame: before, profile, windows: [], later: [], q: 0.05 });
report({
  bench: 'drift',
  figure: `a window of ${rows.toLocaleString('en')} rows of ${numbers + categories} columns against a profile`,
  unit: 's of processor',
  value: processorSeconds(() => judgeWindow(reference, { frame: now, profile: profileFrame(now, 2) }, 7)),
  peer: 'scipy ks_2samp and wasserstein_distance, chi2_contingency',
  peerValue: peerSeconds(before, now),
  ratioAtMost: 1,
});
