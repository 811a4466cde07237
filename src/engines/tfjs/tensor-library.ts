import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import util from 'node:util';

/** The parts of TensorFlow.js that a dense net needs, whichever backend runs them. */
export type TensorLibrary = typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');

/** TensorFlow.js in WebAssembly: one thread, with the fast matrix product. */
export async function wasmLibrary(): Promise<TensorLibrary> {
  const core = await import('@tensorflow/tfjs-core');
  const layers = await import('@tensorflow/tfjs-layers');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const { registerFastMatMul } = await import('./matmul-kernel.ts');
  core.enableProdMode();
  setWasmPaths(`${wasmFolder()}/`);
  await core.setBackend('wasm');
  await core.ready();
  registerFastMatMul();
  return { ...core, ...layers };
}

/** A bundle keeps the WebAssembly files beside it; from source they are the package's. */
function wasmFolder(): string {
  const beside = dirname(fileURLToPath(import.meta.url));
  if (existsSync(`${beside}/tfjs-backend-wasm-simd.wasm`)) return beside;
  return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
}

/**
 * TensorFlow.js on the native TensorFlow library. It is an optional peer: rejects when it is not installed. Version 4.22
 * calls two functions of `node:util` that Node 23 removed or deprecated, so they are put back first, in this thread.
 */
export async function nodeLibrary(): Promise<TensorLibrary> {
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
  const name = '@tensorflow/tfjs-node'; // a variable: neither the compiler nor the bundler may look for an optional peer
  const loaded: { default: TensorLibrary } = await import(name);
  const library = loaded.default;
  await library.ready();
  library.enableProdMode();
  return library;
}
