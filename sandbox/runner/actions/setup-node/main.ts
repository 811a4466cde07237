import { dirname } from 'node:path';
import { addPath, getInput, info, setFailed, setOutput } from '@actions/core';

const asked = /\d+/.exec(getInput('node-version'))?.[0];
const offered = process.versions.node;
if (asked !== undefined && asked !== offered.split('.')[0]) {
  setFailed(`node-version: the sandbox has Node ${offered} only, ${getInput('node-version')} was asked for`);
} else {
  addPath(dirname(process.execPath));
  setOutput('node-version', `v${offered}`);
  setOutput('cache-hit', 'false');
  info(`node: v${offered}`);
}
