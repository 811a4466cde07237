import type { App, User } from './people.ts';

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: unknown;
  readonly environment: string;
  readonly description: string | null;
  readonly creator: User;
  readonly app?: App;
  readonly createdAt: string;
  updatedAt: string;
  readonly transient: boolean;
  readonly production: boolean;
  readonly statuses: DeploymentStatus[];
}

export interface DeploymentStatus {
  readonly id: number;
  state: 'error' | 'failure' | 'inactive' | 'pending' | 'success' | 'queued' | 'in_progress';
  readonly description: string;
  readonly targetUrl: string;
  readonly environmentUrl: string;
  readonly creator: User;
  readonly app?: App;
  readonly createdAt: string;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  /** Which branches may deploy: any, the protected ones, or those that a pattern names. */
  branches: 'all' | 'protected' | 'custom';
  readonly policies: { readonly id: number; name: string; readonly type: 'branch' | 'tag' }[];
  readonly createdAt: string;
  updatedAt: string;
}
