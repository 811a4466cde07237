import { existsSync, readFileSync } from 'node:fs';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { ScoringReply, ScoringRequest } from './scoring-messages.ts';

// Entry of the scoring process. It runs one model in WebAssembly, on one thread, with an empty environment, and ends
// with its parent. A bundle keeps the WebAssembly file beside this one; otherwise the package finds its own.
const beside = new URL('./ort-wasm-simd-threaded.wasm', import.meta.url);
if (existsSync(beside)) env.wasm.wasmBinary = new Uint8Array(readFileSync(beside)).buffer;
env.wasm.numThreads = 1;
env.logLevel = 'fatal';

let session: InferenceSession | undefined;

async function answer(request: ScoringRequest): Promise<ScoringReply> {
  if (request.kind === 'open') {
    session = await InferenceSession.create(request.model, { executionProviders: ['wasm'] });
    return { kind: 'opened' };
  }
  if (session === undefined) return { kind: 'failed', message: 'no model is open' };
  const feeds: Record<string, Tensor> = {};
  for (const { name, width, data } of request.feeds)
    feeds[name] =
      data instanceof Float32Array
        ? new Tensor('float32', data, [request.rows, width])
        : new Tensor('string', [...data], [request.rows, width]);
  const result = (await session.run(feeds, [request.output]))[request.output];
  if (result === undefined || !(result.data instanceof Float32Array))
    return { kind: 'failed', message: `output "${request.output}" is not a float tensor` };
  return { kind: 'scores', data: result.data, dims: result.dims };
}

process.on('message', (request: ScoringRequest) => {
  answer(request)
    .catch((cause: unknown): ScoringReply => ({ kind: 'failed', message: String(cause) }))
    .then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit());
