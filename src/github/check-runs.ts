import { digestOfJson } from '../core/digest.ts';
import type { RepositoryClient } from './repository-client.ts';

/** A check as it should be. Markdown is escaped already; GitHub takes 65,535 characters. */
export interface Check {
  readonly name: string;
  /** `waiting`: something is under way. `action_required`: a person must do something. `neutral`: for information, and green where required. */
  readonly conclusion: 'success' | 'neutral' | 'failure' | 'action_required' | 'waiting';
  readonly title: string;
  readonly summary: string;
  readonly annotations?: readonly Annotation[];
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'failure' | 'warning';
  readonly message: string;
}

/** A check as GitHub has it. */
export interface FoundCheck {
  readonly id: number;
  readonly name: string;
  readonly app: number | undefined;
  readonly appSlug?: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly externalId: string | null;
  /** Where its maker says more. */
  readonly detailsUrl?: string;
}

const mostCharacters = 65_000;
const mostAnnotations = 50;

/** The newest check of each name and App on a commit. */
export async function checksOf({ client, where }: RepositoryClient, sha: string): Promise<readonly FoundCheck[]> {
  const runs = await client.paginate(client.rest.checks.listForRef, { ...where, ref: sha, per_page: 100 });
  return runs.map(({ id, name, app, status, conclusion, external_id, details_url }) => ({
    id,
    name,
    app: app?.id,
    ...(app?.slug !== undefined && { appSlug: app.slug }),
    status,
    conclusion,
    externalId: external_id,
    ...(details_url && { detailsUrl: details_url }),
  }));
}

/** Writes a check of ours, unless `found` says this very thing already. A name has one run on a commit; a restart finds it again. */
export async function writeCheck(
  { client, where }: RepositoryClient,
  sha: string,
  check: Check,
  found: FoundCheck | undefined,
): Promise<'written' | 'same'> {
  const externalId = digestOfJson(check);
  if (found?.externalId === externalId) return 'same';
  const state =
    check.conclusion === 'waiting'
      ? ({ status: 'in_progress' } as const)
      : ({ status: 'completed', conclusion: check.conclusion } as const);
  const fields = {
    ...where,
    name: check.name,
    external_id: externalId,
    ...state,
    output: {
      title: check.title.slice(0, 255),
      summary: check.summary.slice(0, mostCharacters),
      ...(check.annotations?.length ? { annotations: check.annotations.slice(0, mostAnnotations) } : {}),
    },
  };
  // A completed run stays completed: one that waits again is a new run of the same name, and the newest counts.
  const reopened = check.conclusion === 'waiting' && found?.status === 'completed';
  if (found === undefined || reopened) await client.rest.checks.create({ ...fields, head_sha: sha });
  else await client.rest.checks.update({ ...fields, check_run_id: found.id });
  return 'written';
}
