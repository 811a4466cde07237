import { defineConfig } from 'rolldown';

// One entry for the command line and one for each worker. What carries natives or WebAssembly stays outside and is resolved from
// node_modules; everything else is bundled, split so that a command loads only what it uses.
export default defineConfig({
  input: {
    'cli/index': 'src/cli/index.ts',
    // Started by a path beside the chunk that starts them.
    'chunks/onnx-worker': 'src/engines/onnx/onnx-worker.ts',
    'chunks/tfjs-worker': 'src/engines/tfjs/tfjs-worker.ts',
  },
  platform: 'node',
  external: [/^@duckdb\//, /^onnxruntime-web/, /^@tensorflow\//],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: false,
    cleanDir: true,
  },
});
