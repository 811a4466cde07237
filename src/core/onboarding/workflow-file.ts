import { isMap, isScalar, parseDocument } from 'yaml';

const uses = /^(\s*(?:-\s+)?uses:\s*)(['"]?)([^\s'"#@]+)(?:@([^\s'"#]+))?\2[^\S\n]*(?:#.*)?$/gm;
const fullSha = /^[0-9a-f]{40}$/;
const imageDigest = /^sha256:[0-9a-f]{64}$/;

/** The text of a workflow without what pins its actions, so that moving a pin is no edit. Line ends and trailing spaces don't count either. */
export function withoutPins(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(uses, '$1$3')
    .trimEnd();
}

const offers = /^(\s*)# (environment: aval-data|with:| {2}credentials: \$\{\{ secrets\.AVAL_CREDENTIALS \}\})$/gm;

/** The text of a workflow with the lines that the template offers in comments: whoever needs them uncomments them, which is no edit. */
export function withOffers(text: string): string {
  return text.replace(offers, '$1$2');
}

/** A workflow of the template for a repository whose default branch is not called `main`. */
export function forDefaultBranch(template: string, branch: string): string {
  if (branch === 'main') return template;
  const literal = branch.replace(/[*?+![\]\\]/g, '\\$&'); // GitHub reads a pattern
  return template.replaceAll(
    'branches: [main]',
    () => `branches: [${/^[A-Za-z][\w./-]*$/.test(literal) ? literal : JSON.stringify(literal)}]`,
  );
}

/** Actions that a workflow does not pin by a full sha: what they run can change under it. Those of the repository itself need none. */
export function unpinnedActions(text: string): readonly string[] {
  return [...text.replaceAll('\r\n', '\n').matchAll(uses)].flatMap(([, , , action = '', ref]) => {
    if (action.startsWith('./') || action.startsWith('$/')) return [];
    const pinned = (action.startsWith('docker://') ? imageDigest : fullSha).test(ref ?? '');
    return pinned ? [] : [ref === undefined ? action : `${action}@${ref}`];
  });
}

/** GitHub environments that a workflow's jobs run in, where their names are written out; none for what is no workflow. */
export function environmentsOf(text: string): readonly string[] {
  const jobs = parseDocument(text).get('jobs');
  if (!isMap(jobs)) return [];
  return jobs.items.flatMap(({ value: job }) => {
    const environment = isMap(job) ? job.get('environment', true) : undefined;
    const name = isMap(environment) ? environment.get('name', true) : environment;
    const text = isScalar(name) ? name.value : undefined;
    return typeof text === 'string' && !text.includes('${{') ? [text] : [];
  });
}
