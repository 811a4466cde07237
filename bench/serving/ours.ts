// Our server with one model in it, in a process of its own: prints its port.   node bench/serving/ours.ts [adult.parquet]
import { Fleet } from '../../src/serving/fleet.ts';
import { servingMetrics } from '../../src/serving/metrics.ts';
import { loadPredictor } from '../../src/serving/predictor.ts';
import { listen } from '../../src/serving/server.ts';
import { readAdult } from '../training/adult.ts';
import { friedman } from '../training/made-up.ts';
import { trainedPackage } from './model.ts';

const [adult] = process.argv.slice(2);
const data = adult === undefined ? friedman('binary', 4000, 100, 1) : (await readAdult(adult)).codes;
const fleet = new Fleet();
fleet.put(await loadPredictor(await trainedPackage(data), '1.0.0'));
let requests = 0;
const { port } = await listen({
  host: '127.0.0.1',
  port: 0,
  fleet,
  metrics: servingMetrics(fleet, { stored: 0, dropped: 0 }),
  serverVersion: 'bench',
  ready: () => true,
  newId: () => String(requests++),
  predicted: () => undefined,
  viewsOf: () => [],
  nudge: () => undefined,
  failed: (error) => console.error(error),
});
const row = data.names.map((name, j) => ({ name, datatype: 'FP64', shape: [1], data: [data.test[j]?.[0]] }));
console.log(JSON.stringify({ port, path: '/v2/models/bench/infer', body: { inputs: row } }));
process.once('SIGTERM', () => process.exit(0));
