import type { Deployment } from '../core/definitions/schema/gates.ts';
import { parseDigest } from '../core/digest.ts';
import { AvalError } from '../core/errors.ts';
import type { PackageSource } from '../core/registry/package.ts';
import type { Desired } from './desired/desired.ts';
import type { Fleet } from './fleet.ts';
import { loadPredictor, type Predictor } from './predictor.ts';

/** What one look changed. */
export type Change =
  | { readonly kind: 'serving'; readonly model: string; readonly version: string; readonly digest: string }
  | { readonly kind: 'removed'; readonly model: string }
  | { readonly kind: 'failed'; readonly model: string; readonly version: string; readonly fault: string };

/**
 * Brings the fleet to what is desired, model by model. Level-triggered: what is as desired is not touched, what failed is tried again after ever more
 * looks, or at once when `asked`.
 */
export async function converge(
  fleet: Fleet,
  { deployments, broken, source }: Desired,
  asked = false,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const deployment of deployments) changes.push(...(await convergeOne(fleet, deployment, source, asked)));
  for (const { model, fault } of broken) changes.push(...keep(fleet, model, fault));
  const wanted = new Set([...deployments, ...broken].map(({ model }) => model));
  for (const { model } of fleet.standings.filter((one) => !wanted.has(one.model))) {
    fleet.remove(model);
    changes.push({ kind: 'removed', model });
  }
  return changes;
}

async function convergeOne(
  fleet: Fleet,
  deployment: Deployment,
  source: PackageSource,
  asked: boolean,
): Promise<readonly Change[]> {
  const { model, version, digest } = deployment;
  const { current, previous, fault } = fleet.standing(model) ?? {};
  if (current?.digest === digest && current.version === version && fault === undefined) return [];
  const warm = [current, previous].find((one) => one?.digest === digest);
  if (warm === undefined && !asked && fleet.rests(model, deployment)) return [];
  try {
    fleet.put(warm === undefined ? await load(deployment, source) : { ...warm, version });
    return [{ kind: 'serving', model, version, digest }];
  } catch (error) {
    const reason = error instanceof AvalError ? error.message : String(error);
    fleet.fail(model, { version, digest }, reason);
    return [{ kind: 'failed', model, version, fault: reason }];
  }
}

/** A file that can't be read asks for nothing: what runs goes on, and the standing says why. */
function keep(fleet: Fleet, model: string, fault: string): readonly Change[] {
  const { current, wanted } = fleet.standing(model) ?? {};
  const { version = '', digest = '' } = current ?? wanted ?? {};
  fleet.fail(model, { version, digest }, fault);
  return [{ kind: 'failed', model, version, fault }];
}

/** Loads the very package that the file names. Throws `evidence` for one of another model, `config` where no release holds it. */
async function load({ model, version, digest }: Deployment, source: PackageSource): Promise<Predictor> {
  const item = await source.get(parseDigest(digest, `the deployment of ${model}`));
  if (item === undefined) {
    throw new AvalError('config', {
      rule: 'serve.package',
      message: `no published package of ${model} has the digest ${digest}`,
      hint: 'Is the version released, and may the token read releases?',
    });
  }
  if (item.manifest.model === model) return loadPredictor(item, version);
  const message = `the package ${digest} is of ${item.manifest.model}, and it is to run as ${model}`;
  throw new AvalError('evidence', { rule: 'serve.model', message });
}
