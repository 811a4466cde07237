import { createPublicKey } from 'node:crypto';
import type { ActionsHost } from './actions-host.ts';
import { announce } from './changes/announce.ts';
import { announceCheck } from './changes/change-check.ts';
import { makeFork, makeRepository, type NewRepository } from './changes/make-repository.ts';
import { markReady } from './changes/mark-ready.ts';
import type { Violation } from './contract/violation.ts';
import type { EventStream } from './events.ts';
import type { Faults } from './faults/faults.ts';
import type { Hub } from './hub.ts';
import type { RateLimits } from './server/rate-limits.ts';
import type { LoggedRequest } from './server/request-log.ts';
import { installationJson } from './shapes/app.ts';
import { repositoryJson } from './shapes/repository.ts';
import { userJson } from './shapes/user.ts';
import type { App, Installation, Level, Permissions, Team, User } from './state/people.ts';
import type { Repository } from './state/repository.ts';
import { slugOf } from './state/teams.ts';
import type { World } from './state/world.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import { type WorkflowEvent, workflowEvent } from './workflow-event.ts';

export interface NewApp {
  readonly slug: string;
  readonly name?: string;
  readonly owner: User;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly hookUrl?: string;
  readonly hookSecret?: string;
  /** PEM; what the App's JWTs are checked against. A private key will do. */
  readonly key?: string;
}

export interface SandboxParts {
  readonly hub: Hub;
  readonly actions: ActionsHost;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly violations: Violation[];
  readonly requests: LoggedRequest[];
  readonly close: () => Promise<void>;
}

/** A running GitHub: its addresses, its state to look at, and what only a person at github.com could do. */
export class Sandbox {
  readonly url: string;
  readonly apiUrl: string;
  readonly world: World;
  readonly events: EventStream;
  /** What a workflow runner talks to. */
  readonly actions: ActionsHost;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly limits: RateLimits;
  /** What broke GitHub's description so far, in requests, answers and webhooks. Tests want it empty. */
  readonly violations: Violation[];
  /** Every REST request so far. */
  readonly requests: LoggedRequest[];
  readonly hub: Hub;
  readonly #close: () => Promise<void>;
  #starting: Promise<void> = Promise.resolve();

  constructor(parts: SandboxParts) {
    this.hub = parts.hub;
    this.url = parts.hub.urls.web;
    this.apiUrl = parts.hub.urls.api;
    this.world = parts.hub.world;
    this.events = parts.hub.events;
    this.actions = parts.actions;
    this.webhooks = parts.webhooks;
    this.faults = parts.faults;
    this.limits = parts.limits;
    this.violations = parts.violations;
    this.requests = parts.requests;
    this.#close = parts.close;
  }

  user(login: string, type: 'User' | 'Organization' = 'User'): User {
    return this.world.addUser(login, type);
  }

  /** A personal access token; it may do what its user may. */
  tokenFor(user: User): string {
    return this.world.issueToken('ghp_', (token) => ({ kind: 'user', user, token }));
  }

  addRepository(made: NewRepository): Promise<Repository> {
    return makeRepository(this.hub, made);
  }

  fork(parent: Repository, owner: User, name = parent.name): Promise<Repository> {
    return makeFork(this.hub, parent, owner, name);
  }

  /** Throws for one that does not exist. */
  repository(fullName: string): Repository {
    const found = this.world.repository(fullName);
    if (found === undefined) throw new Error(`the sandbox has no repository ${fullName}`);
    return found;
  }

  collaborate(repository: Repository, user: User, level: Level): void {
    if (level === 'none') repository.collaborators.delete(user.id);
    else repository.collaborators.set(user.id, level);
  }

  /** A team of an organisation; its members are those of `parent`, too. */
  addTeam(organization: User, name: string, members: readonly User[] = [], parent?: Team): Team {
    const roles = new Map(members.map((user) => [user, 'member' as const]));
    const about = { id: this.world.id(), organization, name, slug: slugOf(name), members: roles };
    const team: Team = parent === undefined ? about : { ...about, parent };
    this.world.teams.set(team.id, team);
    return team;
  }

  addApp(made: NewApp): App {
    const { slug, owner, permissions, events, key } = made;
    const app: App = {
      id: this.world.id(),
      slug,
      name: made.name ?? slug,
      owner,
      bot: this.world.addUser(`${slug}[bot]`, 'Bot'),
      permissions,
      events,
      createdAt: this.world.now(),
      ...(made.hookUrl === undefined ? {} : { hookUrl: made.hookUrl }),
      ...(made.hookSecret === undefined ? {} : { hookSecret: made.hookSecret }),
      ...(key === undefined ? {} : { publicKey: createPublicKey(key) }),
    };
    this.world.apps.set(app.id, app);
    return app;
  }

  /** Installs an App on all of an account's repositories, or on these. */
  install(app: App, account: User, repositories: 'all' | readonly Repository[] = 'all'): Installation {
    const chosen = repositories === 'all' ? 'all' : new Set(repositories.map((repository) => repository.id));
    const about = { id: this.world.id(), app, account, createdAt: this.world.now() };
    const installation: Installation = { ...about, repositories: chosen, permissions: app.permissions };
    this.world.installations.set(installation.id, installation);
    const covered =
      repositories === 'all'
        ? [...this.world.repositories.values()].filter((one) => one.owner === account)
        : repositories;
    const { urls } = this.hub;
    this.webhooks.deliver(app, 'installation', 'created', {
      action: 'created',
      installation: installationJson(urls, installation),
      repositories: covered.map((repository) => {
        const { id, node_id, name, full_name, private: hidden } = repositoryJson(urls, repository);
        return { id, node_id, name, full_name, private: hidden };
      }),
      requester: null,
      sender: userJson(urls, account),
    });
    return installation;
  }

  /** A draft becomes ready or a draft again; GitHub offers that by GraphQL and on the page only. */
  async setDraft(repository: Repository, number: number, draft: boolean, by: User): Promise<void> {
    await markReady(this.hub, repository, number, draft, { kind: 'user', user: by, token: '' });
  }

  /** A person presses one of a check run's buttons. */
  async pressAction(repository: Repository, checkRunId: number, identifier: string, by: User): Promise<void> {
    const run = repository.checkRuns.get(checkRunId);
    if (run === undefined) throw new Error(`${repository.fullName} has no check run ${checkRunId}`);
    const more = { requested_action: { identifier } };
    await announceCheck(this.hub, repository, run, 'requested_action', { kind: 'user', user: by, token: '' }, more);
  }

  /** What a workflow runner answers, in order. Returns what ends it. */
  onWorkflowEvent(listener: (event: WorkflowEvent) => void): () => void {
    return this.events.subscribe((event) => {
      const ready = workflowEvent(event);
      this.#starting = this.#starting.then(async () => {
        const found = await ready;
        if (found !== undefined) listener(found);
      });
    });
  }

  /** The clock of `on: schedule` strikes. */
  strike(repository: Repository, cron: string): void {
    const actor = { kind: 'user', user: repository.owner, token: '' } as const;
    announce(this.hub, 'schedule', { repository, actor }, { schedule: cron });
  }

  /** Resolves when no webhook is on its way and every workflow event has been handed on. */
  async idle(): Promise<void> {
    for (;;) {
      await this.actions.settled();
      const starting = this.#starting;
      await starting;
      await this.webhooks.idle();
      if (starting === this.#starting && this.webhooks.inFlight === 0) return;
    }
  }

  async close(): Promise<void> {
    await this.#close();
    await this.idle(); // what is still told reads the repositories, whose folder may be deleted now
  }
}
