// One fit in a new process: CPU seconds, model digest and peak memory as a JSON line. argv: folder, description of the data set, engine, its parameters.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { tasks } from '../../src/core/definitions/schema/tasks.ts';
import { runOurs } from './ours.ts';

const [folder = '', description = '', engine, parameters = '{}'] = process.argv.slice(2);
const dataset = z
  .object({ name: z.string(), task: z.enum(tasks), names: z.array(z.string()), classes: z.int().optional() })
  .parse(JSON.parse(description));

const columns = (part: string) => {
  const bytes = readFileSync(join(folder, `${dataset.name}.${part}.f64`));
  const rows = bytes.byteLength / 8 / (part === 'label' || part === 'query' ? 1 : dataset.names.length);
  const count = bytes.byteLength / 8 / rows;
  return Array.from({ length: count }, (_, j) => {
    const start = bytes.byteOffset + 8 * rows * j;
    return new Float64Array(bytes.buffer.slice(start, start + 8 * rows));
  });
};
const [label = new Float64Array()] = columns('label');
const test = columns('test');
const testLabel = new Float64Array(test[0]?.length ?? 0);
const [query] = dataset.task === 'ranking' ? columns('query') : [];
const { classes, ...described } = dataset;
const data = {
  ...described,
  ...(classes !== undefined && { classes }),
  ...(query && { query: Int32Array.from(query) }),
  train: columns('train'),
  label,
  test,
  testLabel,
};
const { fit, digest } = await runOurs(
  engine === 'linear' ? 'linear' : 'gbdt',
  z.object({}).loose().parse(JSON.parse(parameters)),
  data,
);
console.log(JSON.stringify({ fit, digest, rss: process.resourceUsage().maxRSS / 1024 }));
