// Our inference server against FastAPI with scikit-learn, one-row requests over 16 kept connections. Both sides in turn, least of N rounds, after
// both are warm (tens of thousands of requests: before that, a server is measured while its code is compiled). Two kinds of load:
//   as fast as it goes     each connection asks again at once. The server has no idle time, so the median is about 16 × its CPU for one request. The load
//                          generator needs a core of its own: its CPU for a request is a figure, too.
//   steady                 1,000 requests per second, due at their times: what a client waits for.
//   AVAL_ADULT=adult.parquet AVAL_PYTHON=python node bench/serving.ts      (bench/peers/requirements.txt for the Python)
//   node bench/serving.ts --smoke
import { type Figures, load, type Server } from './serving/measure.ts';
import { startOurs, startPeer } from './serving/start.ts';
import { findPython } from './training/peer.ts';
import { type Figure, report } from './training/report.ts';

const bench = 'serving';
const connections = 16;
const rate = 1000;
const smoke = process.argv.includes('--smoke');
const { rounds, seconds, warm } = smoke ? { rounds: 1, seconds: 1, warm: 1 } : { rounds: 4, seconds: 5, warm: 12 };

interface Side {
  readonly fast: Figures[];
  readonly steady: Figures[];
}

const adult = smoke ? undefined : process.env['AVAL_ADULT'];
const python = smoke ? undefined : findPython();
const ours = await startOurs(adult);
const peer = adult !== undefined && python !== undefined ? await startPeer(python, adult, ours.row) : undefined;
if (peer === undefined && !smoke)
  console.error('SKIPPED: FastAPI. Set AVAL_PYTHON to a Python that has it, and AVAL_ADULT.');
try {
  const [our, their]: [Side, Side] = [
    { fast: [], steady: [] },
    { fast: [], steady: [] },
  ];
  for (const server of [ours, peer]) if (server) load(server, connections, warm);
  for (let round = 0; round < rounds; round++) {
    if (peer) measure(peer, their);
    measure(ours, our);
  }
  tell(our, their);
} finally {
  for (const server of [ours, peer]) server?.child.kill();
}

function measure(server: Server, side: Side): void {
  side.fast.push(load(server, connections, seconds));
  side.steady.push(load(server, connections, seconds, rate));
}

function tell(our: Side, their: Side): void {
  const told = (load: keyof Side, key: keyof Figures, figure: string, unit: string, goal: Partial<Figure> = {}) => {
    const best = (side: Side) => {
      const values = side[load].map((one) => one[key]);
      return key === 'perSecond' ? Math.max(...values) : Math.min(...values);
    };
    const peer = peerName && { peer: peerName, peerValue: best(their) };
    report({ bench, figure: `${figure}, 16 connections`, unit, ...goal, value: best(our), ...peer });
  };
  const peerName = their.fast.length > 0 ? 'FastAPI + scikit-learn' : undefined;
  told('fast', 'cpuMs', 'server CPU for a one-row request', 'ms', { ratioAtMost: 0.15 });
  told('fast', 'clientCpuMs', 'load generator CPU for a one-row request', 'ms');
  told('fast', 'perSecond', 'one-row requests as fast as it goes', '1/s');
  told('fast', 'p50', 'p50 as fast as it goes', 'ms', { atMost: 2 });
  told('fast', 'p99', 'p99 as fast as it goes', 'ms');
  told('steady', 'p50', `p50 at ${rate} requests/s`, 'ms', { atMost: 2 });
  told('steady', 'p99', `p99 at ${rate} requests/s`, 'ms');
  told('fast', 'rss', 'RSS of the server', 'MB');
  const failed = [...our.fast, ...our.steady].reduce((sum, one) => sum + one.failed, 0);
  report({ bench, figure: 'failed requests', unit: '', atMost: 0, value: failed });
}
