import type { Gates } from '../definitions/schema/gates.ts';
import type { Environment, Project } from '../definitions/schema/project.ts';
import { type Approval, withApprovals } from './approvals.ts';
import { combine, mayBlock } from './combine.ts';
import type { Evidence } from './evidence.ts';
import { judgeTree } from './judge-tree.ts';
import { measurementsOf } from './quantity-key.ts';
import { fitsTask, type RuleTree, treesOf } from './rule-tree.ts';
import type { VerdictNode } from './verdict.ts';

/** What an environment's rules are held against. */
export interface EnvironmentEvidence {
  /** Policy of the base branch; the gates are those of the model. */
  readonly gates: Gates;
  readonly project: Project;
  /** What the release names. */
  readonly evidence: Evidence;
  /** Package that the environment runs now; absent: nothing of this model. */
  readonly runs?: string;
  /** People who approved the promotion; they count where aval.yaml lets people answer for too few rows. */
  readonly approvals?: readonly Approval[];
}

/**
 * The rules of an environment, held against the evidence that a version was released with. Rules that compare are about what the environment runs
 * now, so that evidence which compared with another version can't tell. Undefined where the environment asks for nothing of a model like this.
 * Pure; the command line and the App call this same function.
 */
export function judgeEnvironment({ name, require }: Environment, on: EnvironmentEvidence): VerdictNode | undefined {
  const { gates, project, evidence, runs } = on;
  const trees = treesOf(require.gates ?? [], gates).flatMap((tree) => ofTask(tree, gates));
  const compared = evidence.champion?.package;
  const than = evidence.champion?.version ?? (compared === undefined ? 'no version' : 'another version');
  const incomparable = `its evidence compares with ${than}, and ${name} runs ${runs === undefined ? 'none' : 'another'} now.`;
  const judged = {
    evidence,
    known: measurementsOf(evidence),
    statistics: project.statistics,
    first: compared === undefined && runs === undefined,
    recorded: { untold: untoldBy(evidence), ...(compared !== runs && { incomparable }) },
  };
  const children = trees.map((tree) => judgeTree(tree, judged));
  if (!children.some(mayBlock)) return undefined;
  const verdict = combine(`rules of ${name}`, children);
  return withApprovals(verdict, require.whenInconclusive, on.approvals ?? [], 'aval.yaml');
}

function untoldBy({ verdict, tier }: Evidence): string {
  return verdict === undefined
    ? "this version's evidence doesn't tell it; a version that is evaluated from now on will."
    : `only the verdict of its evidence left the ${tier}, so its numbers can't be asked.`;
}

/** A metric is for models of one task: of others such a rule asks nothing. Of rules together those that are left stand together. */
function ofTask(tree: RuleTree, gates: Gates): readonly RuleTree[] {
  if (tree.kind === 'rule') return fitsTask(tree.rule, gates) ? [tree] : [];
  const children = tree.children.flatMap((child) => ofTask(child, gates));
  return children.length === 0 ? [] : [{ ...tree, children }];
}
