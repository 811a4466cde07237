import type { WhenInconclusive } from '../definitions/schema/project.ts';
import { isDefined } from '../evaluation/estimate.ts';
import { mayBlock } from './combine.ts';
import type { RuleVerdict, VerdictNode } from './verdict.ts';

/** How many must approve, and who; absent: whoever may write. */
interface Wanted {
  readonly count: number;
  readonly from?: readonly string[] | undefined;
}

/** A person who approved. `teams`: names of teams in the policy that this person is a member of; GitHub was asked, core can't. */
export interface Approval {
  readonly login: string;
  readonly teams?: readonly string[];
}

/** An approval that counts; `team`: not by the person's own name, but as a member of that team. */
export interface CountedApproval {
  readonly login: string;
  readonly team?: string;
}

/** Of those who approved, the ones whose approval counts: once each, and by their own name rather than by a team's. */
export function countedApprovals({ from }: Wanted, approvals: readonly Approval[]): readonly CountedApproval[] {
  const named = from && new Set(from.map(approverName));
  return approvals.flatMap(({ login, teams = [] }) => {
    if (named === undefined || named.has(approverName(login))) return [{ login }];
    const team = teams.find((one) => named.has(approverName(one)));
    return team === undefined ? [] : [{ login, team }];
  });
}

/** A name as it is compared: GitHub's logins and teams know no capitals, and may be written with "@". */
export function approverName(text: string): string {
  return text.replace(/^@/, '').toLowerCase();
}

/** "mei, uma (risk-owners)". */
export function approversText(counted: readonly CountedApproval[]): string {
  return counted.map(({ login, team }) => (team === undefined ? login : `${login} (${team})`)).join(', ');
}

/** Who is named where people may answer for too few rows; undefined where nobody is. */
export function namedIn(rule: WhenInconclusive): readonly string[] | undefined {
  return rule === undefined || rule === 'block' ? undefined : rule.approve.from;
}

/** "1 more approval by risk-owners", or by whoever may. */
export function missingApprovals({ count, from }: Wanted, counted: number): string {
  const missing = count - counted;
  const by = from === undefined ? 'people who may write and made no part of the change' : from.join(', ');
  return `${missing} more ${missing === 1 ? 'approval' : 'approvals'} by ${by}`;
}

/** Whether a version may be made of what was judged so: it passed, or people answered where gates.yaml lets them. */
export function mayBeReleased({ outcome }: VerdictNode): boolean {
  return outcome === 'pass' || outcome === 'overridden';
}

/** Whether the policy lets people answer for too few rows. */
export function peopleMayAnswer({ whenInconclusive }: { readonly whenInconclusive?: WhenInconclusive }): boolean {
  return whenInconclusive !== undefined && whenInconclusive !== 'block';
}

/** Which file lets people answer: of the model's rules, or of an environment's. */
type PolicyFile = 'gates.yaml' | 'aval.yaml';

/**
 * Lets people answer where rows are too few, if the policy says so: with enough approvals the verdict is overridden, without it says what is
 * missing. Only what has a number is for people to judge: undefined, failed or waited for stays what it is.
 */
export function withApprovals(
  verdict: VerdictNode,
  rule: WhenInconclusive,
  approvals: readonly Approval[],
  file: PolicyFile = 'gates.yaml',
): VerdictNode {
  if (verdict.outcome !== 'inconclusive' || rule === undefined || rule === 'block' || !isForPeople(verdict))
    return verdict;
  const { count, from } = rule.approve;
  const by = countedApprovals(rule.approve, approvals);
  const asked = { count, ...(from && { from }), by };
  const doubt = undecided(verdict).every(isTimed) ? 'the timings leave a doubt' : 'the rows are too few to decide';
  const said = verdict.sentence.replace(/\.$/, '');
  if (by.length >= count) {
    const sentence = `${said}. T${doubt.slice(1)}; approved by ${approversText(by)}, as ${file} allows.`;
    return { ...verdict, outcome: 'overridden', sentence, approvals: asked };
  }
  const sentence = `${said}. Needs ${missingApprovals(rule.approve, by.length)}, because ${doubt}.`;
  return { ...verdict, sentence, approvals: asked };
}

/** Whether all that is undecided has a number, held against a line, that more rows, or a person, could decide on. */
function isForPeople(verdict: VerdictNode): boolean {
  const open = undecided(verdict);
  return open.length > 0 && open.every(({ effect, lines }) => isDefined(effect) && lines?.length !== 0);
}

/** More rows would not help. */
function isTimed({ rule }: RuleVerdict): boolean {
  return rule === 'latencyAtMost' || rule === 'latencyNotWorse' || rule === 'rowsPerSecondAtLeast';
}

function undecided(node: VerdictNode | RuleVerdict): readonly RuleVerdict[] {
  if (node.outcome !== 'inconclusive' || !mayBlock(node)) return [];
  return node.kind === 'rule' ? [node] : node.children.flatMap(undecided);
}
