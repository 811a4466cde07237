import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'rolldown';

const actions = ['plan', 'train', 'evaluate', 'report', 'preview', 'pipeline', 'holdout', 'monitor'];

/** Puts the lockfile of what stays unbundled beside the built code, where `actions/natives.ts` installs it. */
const natives: Plugin = {
  name: 'natives',
  generateBundle() {
    for (const fileName of ['package.json', 'package-lock.json']) {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(`actions/natives/${fileName}`) });
    }
  },
};

// One entry for the command line and one for each worker. What carries natives or WebAssembly stays outside and is resolved from
// node_modules; everything else is bundled, split so that a command loads only what it uses.
export default defineConfig({
  input: {
    'cli/index': 'src/cli/index.ts',
    // Loaded by its path: shells do not import each other.
    'app/index': 'app/index.ts',
    'serving/serve': 'src/serving/serve.ts',
    // Started by a path beside the chunk that starts them.
    'chunks/onnx-worker': 'src/engines/onnx/onnx-worker.ts',
    'chunks/tfjs-worker': 'src/engines/tfjs/tfjs-worker.ts',
    'chunks/resample-worker': 'src/engines/workers/resample-worker.ts',
    'serving/convert-worker': 'src/serving/log/convert-worker.ts',
    'serving/online-worker': 'src/serving/online/online-worker.ts',
    // Started by a path beside the action that starts it.
    'actions/holdout-child': 'actions/holdout/child.ts',
    'actions/monitor-child': 'actions/monitor/child.ts',
    ...Object.fromEntries(actions.map((name) => [`actions/${name}`, `actions/${name}/index.ts`])),
  },
  platform: 'node',
  plugins: [natives],
  external: [/^@duckdb\//, /^onnxruntime-web/, /^@tensorflow\//, /^probot$/, /^pino$/, /^prom-client$/],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: false,
    cleanDir: true,
  },
});
