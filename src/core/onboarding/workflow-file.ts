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

// Lines of a workflow: the expressions in them are GitHub's.
const offered = new Set([
  'environment: aval-data',
  'with:',
  `  credentials: \${{ secrets.AVAL_CREDENTIALS }}`,
  `  ledger-key: \${{ secrets.AVAL_LEDGER_KEY }}`,
  'env:',
  `  AWS_ACCESS_KEY_ID: \${{ secrets.AVAL_S3_KEY_ID }}`,
  `  AWS_SECRET_ACCESS_KEY: \${{ secrets.AVAL_S3_SECRET_KEY }}`,
]);
const chosen = /^(\s*)(?:# )?( {2}(?:AWS_REGION|AWS_ENDPOINT_URL_S3)): [\w.:/-]+$/gm;

/**
 * The text of a workflow with the lines that the template offers in comments: whoever needs them uncomments them, and says which region or address,
 * which is no edit.
 */
export function withOffers(text: string): string {
  const uncommented = text.replace(/^(\s*)# (.+)$/gm, (line, indent: string, rest: string) =>
    offered.has(rest) ? `${indent}${rest}` : line,
  );
  return uncommented.replace(chosen, '$1$2');
}

/**
 * The text of the monitoring workflow without the steps between checkout and monitoring, where the template asks for one that copies predictions.
 * Lines that are no whole steps of their own stay, because they would change the step before.
 */
export function withoutCopySteps(text: string): string {
  const lines = text.split('\n');
  const monitor = lines.indexOf('      - id: monitor');
  const checkout = lines.lastIndexOf('          persist-credentials: false', monitor);
  if (monitor < 0 || checkout < 0) return text;
  const between = lines.slice(checkout + 1, monitor);
  const begun = between.findIndex((line) => line.startsWith('      - '));
  const isOfStep = (line: string, i: number) =>
    line.trim() === '' || line.startsWith('      # ') || (begun >= 0 && i >= begun && /^ {6}(?:- | {2})/.test(line));
  if (!between.every(isOfStep)) return text;
  return [...lines.slice(0, checkout + 1), ...lines.slice(monitor)].join('\n');
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
