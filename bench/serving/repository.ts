import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { friedman } from '../training/made-up.ts';
import { trainedPackage } from './model.ts';

/** A repository in a folder whose environment `production` runs one published model, and the body of a request of so many rows to it. */
export async function benchRepository(folder: string, rows: number): Promise<string> {
  const data = friedman('binary', 4000, rows, 1);
  const item = await trainedPackage(data);
  await new FolderStore(join(folder, '.aval/packages')).publish(item);
  mkdirSync(join(folder, 'environments/production'), { recursive: true });
  const project = { apiVersion: 'aval/v1', kind: 'Project', name: 'bench', environments: [{ name: 'production' }] };
  writeFileSync(join(folder, 'aval.yaml'), JSON.stringify({ ...project, predictions: 'predictions' })); // JSON is YAML
  const deployment = { apiVersion: 'aval/v1', kind: 'Deployment', model: 'bench', version: '1.0.0' };
  const text = JSON.stringify({ ...deployment, digest: item.digest });
  writeFileSync(join(folder, 'environments/production/bench.yaml'), text);
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  for (const args of [
    ['init', '--quiet'],
    ['add', 'aval.yaml', 'environments'],
    [...author, 'commit', '--quiet', '-m', 'b'],
  ])
    execFileSync('git', args, { cwd: folder });
  const shape = [rows];
  const inputs = data.names.map((name, j) => ({ name, datatype: 'FP64', shape, data: [...(data.test[j] ?? [])] }));
  return JSON.stringify({ inputs });
}
