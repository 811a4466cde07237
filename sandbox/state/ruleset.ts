import type { Json } from '../json.ts';

export interface BypassActor {
  readonly type: 'Integration' | 'OrganizationAdmin' | 'RepositoryRole' | 'Team' | 'DeployKey' | 'User';
  readonly id: number | null;
  readonly mode: 'always' | 'pull_request' | 'exempt';
}

export interface Rule {
  readonly type: string;
  readonly parameters: Json;
}

export interface Ruleset {
  readonly id: number;
  name: string;
  target: 'branch' | 'tag' | 'push';
  enforcement: 'disabled' | 'active' | 'evaluate';
  bypass: readonly BypassActor[];
  include: readonly string[];
  exclude: readonly string[];
  rules: readonly Rule[];
  readonly createdAt: string;
  updatedAt: string;
}
