#!/usr/bin/env node
// Starts aval: the TypeScript source in a clone (Node 24 strips its types; a build may be older), the built code where it was installed. Plain old syntax up to
// the version check, so that an old Node can say what is wrong instead of a syntax error.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const version = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
const argv = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`aval needs Node 24 or newer; this is ${process.version}.\n`);
  process.exit(2);
} else if (argv[0] === '--version' || argv[0] === '-V') {
  process.stdout.write(`${version}\n`);
} else {
  import('node:module')
    .then((nodeModule) => {
      nodeModule.enableCompileCache();
      const source = new URL('../src/cli/index.ts', import.meta.url);
      return import(
        existsSync(fileURLToPath(source)) ? source.href : new URL('../dist/cli/index.js', import.meta.url).href
      );
    })
    .then((cli) => cli.main(argv, version))
    .then((code) => {
      process.exitCode = code;
    });
}
