import type { CheckRun, CheckSuite, CommitStatus } from './check.ts';
import type { Deployment, Environment } from './deployment.ts';
import type { Comment, Issue, Label, Pull, Review } from './issue.ts';
import type { Level, User } from './people.ts';
import type { Release } from './release.ts';
import type { Ruleset } from './ruleset.ts';
import type { Artifact, Job, WorkflowRun } from './workflow.ts';

/** A repository and all that GitHub keeps beside its git objects. */
export class Repository {
  readonly id: number;
  readonly owner: User;
  readonly name: string;
  readonly gitDir: string;
  readonly parent: Repository | undefined;
  readonly createdAt: string;
  private: boolean;
  description: string | null = null;
  defaultBranch: string;
  pushedAt: string;
  immutableReleases = false;
  /** Whether workflows run here, and whose actions they may use. */
  actions: { enabled: boolean; allowed: 'all' | 'local_only' | 'selected' } = { enabled: true, allowed: 'all' };
  /** Tag names that an immutable release once had. */
  readonly burnedTags = new Set<string>();
  readonly forks: Repository[] = [];
  readonly collaborators = new Map<number, Level>();
  readonly labels = new Map<string, Label>();
  readonly issues = new Map<number, Issue>();
  readonly pulls = new Map<number, Pull>();
  readonly comments = new Map<number, Comment>();
  readonly reviews = new Map<number, Review>();
  readonly checkSuites = new Map<number, CheckSuite>();
  readonly checkRuns = new Map<number, CheckRun>();
  readonly statuses: CommitStatus[] = [];
  readonly releases = new Map<number, Release>();
  readonly deployments = new Map<number, Deployment>();
  readonly environments = new Map<string, Environment>();
  readonly rulesets = new Map<number, Ruleset>();
  readonly runs = new Map<number, WorkflowRun>();
  readonly jobs = new Map<number, Job>();
  readonly artifacts = new Map<number, Artifact>();
  #nextNumber = 1;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #elsewhere: Promise<void>[] = [];

  constructor(made: {
    id: number;
    owner: User;
    name: string;
    gitDir: string;
    private: boolean;
    defaultBranch: string;
    createdAt: string;
    parent?: Repository;
  }) {
    this.id = made.id;
    this.owner = made.owner;
    this.name = made.name;
    this.gitDir = made.gitDir;
    this.private = made.private;
    this.defaultBranch = made.defaultBranch;
    this.createdAt = made.createdAt;
    this.pushedAt = made.createdAt;
    this.parent = made.parent;
  }

  get fullName(): string {
    return `${this.owner.login}/${this.name}`;
  }

  /** Issues and pull requests share one row of numbers. */
  takeNumber(): number {
    return this.#nextNumber++;
  }

  /** Runs changes of refs one after another. Resolves when what they caused in other repositories is done, too. */
  async inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(change, change);
    this.#turn = done.catch(() => undefined);
    const result = await done;
    await Promise.all(this.#elsewhere.splice(0));
    return result;
  }

  /** What a change causes in another repository waits for that one's turn after this one's, so that two never wait for each other. */
  afterTurn(effect: Promise<void>): void {
    effect.catch(() => undefined); // whoever waits for the turn hears of it
    this.#elsewhere.push(effect);
  }
}
