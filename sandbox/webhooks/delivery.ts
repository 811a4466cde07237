import type { Json } from '../json.ts';
import type { App } from '../state/people.ts';

/** One webhook on its way to one App. */
export interface Delivery {
  readonly id: number;
  /** `X-GitHub-Delivery`; a redelivery keeps it. */
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | undefined;
  readonly installationId: number | undefined;
  readonly repositoryId: number | undefined;
  readonly payload: Json;
  readonly redelivery: boolean;
  readonly createdAt: string;
  state: 'waiting' | 'held' | 'dropped' | 'sent' | 'failed';
  /** What the receiver answered; 0 when it could not be reached. */
  statusCode: number;
  durationSeconds: number;
}
