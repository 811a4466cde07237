import type { Kind } from './document.ts';

/** What a definition path says about the document that it must hold. */
export interface Place {
  readonly kind: Kind;
  /** The key that must repeat the path's name: models/credit-risk/gates.yaml has `model: credit-risk`. */
  readonly identity?: { readonly key: 'name' | 'model' | 'source'; readonly value: string };
  /** Environments only: the folder. */
  readonly environment?: string;
}

const part = '([^/]+)';
const patterns: readonly (readonly [RegExp, (first: string, second: string) => Place])[] = [
  [/^aval\.yaml$/, () => ({ kind: 'Project' })],
  [/^entities\.yaml$/, () => ({ kind: 'Entity' })],
  [
    new RegExp(`^sources/${part}\\.lock\\.yaml$`),
    (source) => ({ kind: 'SourceLock', identity: { key: 'source', value: source } }),
  ],
  [new RegExp(`^sources/${part}\\.yaml$`), (name) => ({ kind: 'Source', identity: { key: 'name', value: name } })],
  [
    new RegExp(`^features/${part}\\.yaml$`),
    (name) => ({ kind: 'FeatureView', identity: { key: 'name', value: name } }),
  ],
  [new RegExp(`^models/${part}/model\\.yaml$`), (name) => ({ kind: 'Model', identity: { key: 'name', value: name } })],
  [
    new RegExp(`^models/${part}/gates\\.yaml$`),
    (model) => ({ kind: 'Gates', identity: { key: 'model', value: model } }),
  ],
  [
    new RegExp(`^environments/${part}/${part}\\.yaml$`),
    (environment, model) => ({ kind: 'Deployment', identity: { key: 'model', value: model }, environment }),
  ],
];

/** Which kind and name a repository path must hold; undefined where no definition lives. */
export function placeOf(path: string): Place | undefined {
  for (const [pattern, place] of patterns) {
    const match = pattern.exec(path);
    if (match) return place(match[1] ?? '', match[2] ?? '');
  }
  return undefined;
}

/** Whether a repository path is a definition: aval.yaml, entities.yaml, sources/*.yaml, … */
export function isDefinitionPath(path: string): boolean {
  return placeOf(path) !== undefined;
}

/** The path of a document by its kind and names, the inverse of `placeOf`. `environment` matters for deployments only. */
export function pathOf(kind: Kind, name: string, environment = ''): string {
  switch (kind) {
    case 'Project':
      return 'aval.yaml';
    case 'Entity':
      return 'entities.yaml';
    case 'Source':
      return `sources/${name}.yaml`;
    case 'SourceLock':
      return `sources/${name}.lock.yaml`;
    case 'FeatureView':
      return `features/${name}.yaml`;
    case 'Model':
      return `models/${name}/model.yaml`;
    case 'Gates':
      return `models/${name}/gates.yaml`;
    case 'Deployment':
      return `environments/${environment}/${name}.yaml`;
  }
}

const directory = /^(sources|features|environments)\//;

/** What to do about a YAML file that looks like a definition but lies, or is named, so that nothing would read it. */
export function misplaced(path: string): string | undefined {
  if (path.endsWith('.yml')) {
    const renamed = `${path.slice(0, -'.yml'.length)}.yaml`;
    return isDefinitionPath(renamed) ? `Rename it to ${renamed}.` : undefined;
  }
  const [, folder] = (path.endsWith('.yaml') && !isDefinitionPath(path) && directory.exec(path)) || [];
  if (folder === undefined) return undefined;
  if (folder === 'environments') return 'Deployments are environments/<environment>/<model>.yaml.';
  return `Definitions lie directly in ${folder}/.`;
}
