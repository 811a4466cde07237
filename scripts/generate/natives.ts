import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What no bundle can hold: natives, and WebAssembly that is loaded from beside its module. */
const unbundled = /^(?:@duckdb\/|onnxruntime-web$|@tensorflow\/)/;

/** actions/natives/package.json: the unbundled dependencies in the project's own versions. Its lockfile is made with npm. */
export function nativesPackage(): string {
  const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(text));
  const wanted = Object.fromEntries(Object.entries(dependencies).filter(([name]) => unbundled.test(name)));
  return `${JSON.stringify({ private: true, type: 'module', dependencies: wanted }, null, 2)}\n`;
}
