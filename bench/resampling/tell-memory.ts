// Resamples in a process of its own and prints the greatest memory that it took, in MB. argv: rows, resamples.
import { bcaInterval } from '../../src/core/comparison/bca.ts';
import { resampleHere } from '../../src/core/comparison/resample-job.ts';
import { makeJob } from './job.ts';

const [rows = 0, resamples = 0] = process.argv.slice(2).map(Number);
const [resampled = new Float64Array()] = resampleHere(makeJob('roc_auc', rows, resamples));
bcaInterval({ observed: resampled[0] ?? 0, resampled, leftOut: new Float64Array(2).fill(1) }, 0.05);
console.log(process.resourceUsage().maxRSS / 1024);
