import type { Environment } from '../../core/definitions/schema/project.ts';
import { AvalError } from '../../core/errors.ts';
import { missingApprovals } from '../../core/gate/approvals.ts';
import { judgeEnvironment } from '../../core/gate/environment-gates.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import { unmetRequirements } from '../../core/gate/requirements.ts';
import { findRelease, type VersionRequest } from '../../core/registry/find-release.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import type { RegistryState } from '../../core/registry/state.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { unmetRules as rulesInTheWay } from '../../core/report/outcome-text.ts';
import { lastEnvironment, registryOf } from './champion.ts';
import { type Deployed, deploy, environmentNamed } from './deploy.ts';
import { readEvidence } from './evidence-file.ts';
import type { VaultJudgement } from './judge-on-vault.ts';
import type { Workspace } from './workspace.ts';

/** Decides on a version for the last environment before anything is written. */
type Judge = (release: ReleasedVersion) => Promise<VaultJudgement>;

/** The vault said no, or could not say: nothing was written. */
export interface Withheld {
  readonly kind: 'withheld';
  readonly environment: string;
  readonly version: string;
  readonly judgement: VaultJudgement;
}

export interface Promoted extends Deployed {
  readonly kind: 'promoted';
  /** What the vault said, where it was asked. */
  readonly judgement?: VaultJudgement;
  /** What the environment asks for beyond a release, as sentences: the gate on the promotion pull request will ask for it. */
  readonly unmet: readonly string[];
}

/** Sets the version that an environment must run. Without a name, the first environment in order that does not run it. */
export async function promote(
  workspace: Workspace,
  request: VersionRequest,
  to: string | undefined,
  judgeOnVault?: Judge,
): Promise<Promoted | Withheld> {
  const state = await registryOf(workspace, workspace.head);
  const release = findRelease(state, request);
  const environment = to === undefined ? nextEnvironment(workspace, state, release) : environmentNamed(workspace, to);
  if (!workspace.head.definitions.models.has(release.model)) {
    const message = `"${release.model}" is not defined here any more, so no environment can run it`;
    throw new AvalError('usage', { rule: 'promote.model', message });
  }
  const { record } = release;
  const evidence = await readEvidence(workspace.store, record.package, record.evidence);
  const runs = state.models.get(release.model)?.live.get(environment.name)?.deployment.digest;
  const rules = evidence === undefined ? [] : unmetRules(workspace, release.model, environment, evidence, runs);
  const asked = judgeOnVault && (await askVault(workspace, release, environment, judgeOnVault));
  if (asked !== undefined && asked.verdict.outcome !== 'pass') {
    const version = formatVersion(release.version);
    return { kind: 'withheld', environment: environment.name, version, judgement: asked };
  }
  const deployed = await deploy(workspace, release, environment.name);
  const judgement = asked === undefined ? {} : { judgement: asked };
  return {
    kind: 'promoted',
    ...deployed,
    ...judgement,
    unmet: [...unmetRequirements(environment, evidence?.level), ...rules],
  };
}

/** A vault is for the last environment: before that, a version may still be held back for free. */
function askVault(workspace: Workspace, release: ReleasedVersion, { name }: Environment, judge: Judge) {
  const last = lastEnvironment(workspace.head);
  if (name === last) return judge(release);
  const message = `the vault judges promotions to ${last}, and this one is to ${name}`;
  throw new AvalError('usage', { rule: 'vault.environment', message, hint: `Leave out --vault, or say --to ${last}.` });
}

/** What the environment's rules say against a version, as sentences. */
function unmetRules(
  { head }: Workspace,
  model: string,
  environment: Environment,
  evidence: Evidence,
  runs: string | undefined,
): readonly string[] {
  const { project, gates: all } = head.definitions;
  const gates = all.get(model);
  if (gates === undefined) throw new RangeError(`${model} is defined, so it has gates`);
  const verdict = judgeEnvironment(environment, { gates, project, evidence, ...(runs !== undefined && { runs }) });
  if (verdict === undefined || verdict.outcome === 'pass') return [];
  const unmet = rulesInTheWay(verdict).map(({ sentence }) => sentence.replace(/\.$/, ''));
  const { approvals: asked } = verdict; // on a laptop nobody approves
  return asked === undefined ? unmet : [...unmet, `instead, ${missingApprovals(asked, 0)} would do`];
}

/** The last one when all run it: writing that again changes nothing. */
function nextEnvironment({ head }: Workspace, state: RegistryState, { model, record }: ReleasedVersion): Environment {
  const { environments } = head.definitions.project;
  const live = state.models.get(model)?.live;
  const runsIt = ({ name }: Environment) => live?.get(name)?.deployment.digest === record.package;
  const next = environments.find((environment) => !runsIt(environment)) ?? environments.at(-1);
  if (next === undefined) throw new RangeError('the schema admits no empty list of environments');
  return next;
}
