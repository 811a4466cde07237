import { z } from 'zod';
import { ledgerBranch } from '../../src/core/ledger/ledger.ts';
import type { Key, Subject } from '../key.ts';
import { monitorWorkflow } from '../monitoring/newest-report.ts';
import { payloads } from './payload.ts';

/** What a delivery means for the queue. */
export type Told =
  | { readonly kind: 'keys'; readonly keys: readonly Key[] }
  /** An event or action that is not on the list, or one that does not concern us. */
  | { readonly kind: 'ignored' }
  /** On the list, but not shaped as GitHub shapes it. */
  | { readonly kind: 'malformed'; readonly at: string };

/** Of the App itself, so that its own checks do not wake it. */
export interface Self {
  readonly appId: number;
  readonly bot: { readonly id: number };
}

type Rule = (payload: unknown, self: Self) => readonly Key[];
type Rules = Readonly<Record<string, Rule>>;

const landed: Subject = { kind: 'landed' };
const ledger: Subject = { kind: 'ledger' };
const whole: Subject = { kind: 'repository' };
const pull = ({ number }: { readonly number: number }): Subject => ({ kind: 'pull', number });

type Based = z.infer<typeof payloads.plain>;

function keysIn({ installation, repository }: Based, subjects: readonly Subject[]): Key[] {
  const about = { installation: installation.id, owner: repository.owner.login, repo: repository.name };
  return subjects.map((subject) => ({ ...about, subject }));
}

/** A rule over a payload that is parsed first. */
function rule<Payload extends Based>(
  schema: z.ZodType<Payload>,
  subjects: (payload: Payload, self: Self) => readonly Subject[],
): Rule {
  return (payload, self) => {
    const parsed = schema.parse(payload);
    return keysIn(parsed, subjects(parsed, self));
  };
}

const onPull = rule(payloads.pull, ({ pull_request }) => [pull(pull_request)]);
/** What the App proposes itself is part of what landed, too: a retraining that is closed is snoozed, and the dashboard tells of each. */
const onPullMoved = rule(payloads.pull, ({ pull_request, repository }) => {
  const { head } = pull_request;
  const proposedByUs = head?.repo?.id === repository.id && head.ref.startsWith('aval/');
  return proposedByUs ? [pull(pull_request), landed] : [pull(pull_request)];
});
const onLanded = rule(payloads.plain, () => [landed]);
const onWhole = rule(payloads.plain, () => [whole]);
const onTag = rule(payloads.ref, ({ ref_type }) => (ref_type === 'tag' ? [landed] : []));
const onInstalled: Rule = (payload) => {
  const { installation, repositories, repositories_added } = payloads.installation.parse(payload);
  const about = { installation: installation.id, owner: installation.account.login, subject: whole };
  return [...repositories, ...repositories_added].map(({ name }) => ({ ...about, repo: name }));
};

/** Of the default branch, by what the delivery says; whether it is is looked up. */
function isMonitoring({ workflow_run, repository }: z.infer<typeof payloads.run>): boolean {
  const { event, path, head_branch } = workflow_run;
  const ours = event === 'schedule' || event === 'workflow_dispatch';
  return ours && path.split('@', 1)[0] === monitorWorkflow && head_branch === repository.default_branch;
}

type Pulls = z.infer<typeof payloads.checkSuite>['check_suite']['pull_requests'];

/** Those of our repository: a head may belong to pull requests of others. */
const ownPulls = ({ repository }: Based, pulls: Pulls): Subject[] =>
  pulls.filter(({ base }) => base.repo.id === repository.id).map(pull);

/** A person pressed it, so it is rare; of a fork's pull request no number comes with it, so everything is looked at. */
const pressed = (payload: Based, pulls: Pulls): Subject[] => {
  const own = ownPulls(payload, pulls);
  return own.length > 0 ? own : [whole];
};

const all = (actions: readonly string[], one: Rule): Rules => Object.fromEntries(actions.map((name) => [name, one]));

/** Rules by event and action; `''` is an event without actions. What is not here is ignored. */
const rules: ReadonlyMap<string, Rules> = new Map(
  Object.entries({
    pull_request: {
      ...all(['opened', 'synchronize', 'ready_for_review', 'converted_to_draft', 'edited'], onPull),
      ...all(['reopened', 'closed'], onPullMoved),
    },
    pull_request_review: all(['submitted', 'dismissed', 'edited'], onPull),
    issue_comment: {
      created: rule(payloads.comment, ({ issue, comment }) => {
        const command = /^\s*\/aval(?:\s|$)/.test(comment.body ?? '');
        const person = comment.user !== null && comment.user !== undefined && comment.user.type !== 'Bot';
        return command && person && issue.pull_request ? [pull(issue)] : [];
      }),
    },
    push: {
      '': rule(payloads.push, ({ ref, deleted, repository, sender }, { bot }) => {
        if (deleted) return [];
        // Who wrote our own entry goes on with it; after a crash the sweep at the start does.
        if (ref === `refs/heads/${ledgerBranch}`) return sender.id === bot.id ? [] : [ledger];
        return ref === `refs/heads/${repository.default_branch}` ? [landed] : [];
      }),
    },
    workflow_run: {
      completed: rule(payloads.run, (payload) => {
        const { event, pull_requests } = payload.workflow_run;
        if (event === 'repository_dispatch') return [ledger];
        if (isMonitoring(payload)) return [landed];
        // Of a fork's run GitHub names no pull request. Looking at the whole repository instead would let a stranger's pushes spend
        // the installation's quota, so that run is found by the reconciliation that waits for it, or by the sweep.
        return event === 'pull_request' ? ownPulls(payload, pull_requests) : [];
      }),
    },
    check_run: { rerequested: rule(payloads.checkRun, (payload) => pressed(payload, payload.check_run.pull_requests)) },
    check_suite: {
      rerequested: rule(payloads.checkSuite, (payload) => pressed(payload, payload.check_suite.pull_requests)),
      // Our own suite completes whenever we write our check: no news.
      completed: rule(payloads.checkSuite, (payload, { appId }) =>
        payload.check_suite.app?.id === appId ? [] : ownPulls(payload, payload.check_suite.pull_requests),
      ),
    },
    release: all(['published', 'deleted'], onLanded),
    create: { '': onTag },
    delete: { '': onTag },
    installation: all(['created', 'unsuspend'], onInstalled),
    installation_repositories: { added: onInstalled },
    repository: {
      ...all(['renamed', 'transferred', 'unarchived'], onWhole),
      edited: rule(payloads.repository, ({ changes }) => (changes?.default_branch === undefined ? [] : [whole])),
    },
  } satisfies Record<string, Rules>),
);

/** Events on the list; those of installations come unasked, the others an App subscribes to. */
export const listenedEvents: readonly string[] = [...rules.keys()];

/** Maps a delivery to what it may have changed. Pure; the payload is a stranger's. */
export function keysOf(event: string, payload: unknown, self: Self): Told {
  const byAction = rules.get(event);
  const action = actionOf(payload);
  const found = byAction !== undefined && Object.hasOwn(byAction, action) ? byAction[action] : undefined;
  if (found === undefined) return { kind: 'ignored' };
  try {
    const keys = found(payload, self);
    return keys.length === 0 ? { kind: 'ignored' } : { kind: 'keys', keys };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    // where, never what was there
    return { kind: 'malformed', at: error.issues[0]?.path.map(String).join('.') ?? '' };
  }
}

function actionOf(payload: unknown): string {
  const action = typeof payload === 'object' && payload !== null && 'action' in payload ? payload.action : '';
  return typeof action === 'string' ? action : '';
}
