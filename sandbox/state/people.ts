import type { KeyObject } from 'node:crypto';

export interface User {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  readonly createdAt: string;
}

export type Level = 'none' | 'read' | 'write' | 'admin';
export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: User;
  /** `<slug>[bot]`: who its comments are by. */
  readonly bot: User;
  permissions: Permissions;
  events: readonly string[];
  hookUrl?: string;
  hookSecret?: string;
  readonly publicKey?: KeyObject;
  readonly createdAt: string;
}

/** People of an organisation under a name. */
export interface Team {
  readonly id: number;
  readonly organization: User;
  readonly name: string;
  readonly slug: string;
  /** Its members are members of the parent, too. */
  readonly parent?: Team;
  readonly members: Map<User, 'member' | 'maintainer'>;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: User;
  /** Repository ids, or all of the account's. */
  repositories: 'all' | Set<number>;
  permissions: Permissions;
  readonly createdAt: string;
}
