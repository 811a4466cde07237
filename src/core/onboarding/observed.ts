import type { Loaded } from '../definitions/load.ts';
import type { InspectedLedger } from './checks/ledger.ts';
import type { BranchRule, FoundRuleset } from './ruleset.ts';

/** What was asked of GitHub: its answer, or why this person gets none. */
export type Seen<T> = { readonly kind: 'seen'; readonly value: T } | { readonly kind: 'hidden'; readonly why: string };

export interface ObservedRepository {
  readonly private: boolean;
  readonly defaultBranch: string;
  /** Whether the person may administer it: much is shown to administrators only. */
  readonly administers: boolean;
  /** Its page, without a slash at the end. */
  readonly page: string;
}

/** The App as anyone sees it. */
export interface ObservedApp {
  readonly id: number;
  readonly page: string;
  readonly permissions: Readonly<Record<string, string>>;
  /** Whether the newest commit of the default branch has a check suite of this App: GitHub makes one where it is installed. */
  readonly hasSuite: boolean;
}

export interface ObservedRulesets {
  readonly all: readonly FoundRuleset[];
  /** Every rule in force on the default branch and on the ledger, whichever ruleset it is of. */
  readonly onDefaultBranch: readonly BranchRule[];
  readonly onLedger: readonly BranchRule[];
}

/** Which branches may use a GitHub environment. */
export type EnvironmentBranches =
  | { readonly kind: 'all' | 'protected' }
  | { readonly kind: 'named'; readonly patterns: readonly { readonly type: string; readonly name: string }[] };

/** A repository on GitHub, as far as aval depends on it. */
export interface Observed {
  readonly repository: ObservedRepository;
  /** What `loadDefinitions` says of the default branch; undefined where it has no commit. */
  readonly definitions: Loaded | undefined;
  /** Of the App that aval.yaml names; undefined when it names none. */
  readonly app: { readonly slug: string; readonly seen: Seen<ObservedApp> } | undefined;
  readonly rulesets: Seen<ObservedRulesets>;
  /** The branch aval-ledger. */
  readonly ledger: InspectedLedger;
  readonly immutableReleases: Seen<boolean>;
  readonly actions: Seen<{ readonly enabled: boolean; readonly allowed: string }>;
  /** Text by path of what `.github/workflows/` of the default branch holds. */
  readonly workflows: ReadonlyMap<string, string>;
  /** By name, those that the workflows run in; undefined for one that does not exist. */
  readonly environments: ReadonlyMap<string, EnvironmentBranches | undefined>;
}
