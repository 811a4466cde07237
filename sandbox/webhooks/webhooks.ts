import { randomUUID } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import type { Violation } from '../contract/violation.ts';
import type { RepositoryEvent } from '../events.ts';
import type { Json } from '../json.ts';
import { nodeId } from '../shapes/urls.ts';
import type { App } from '../state/people.ts';
import type { World } from '../state/world.ts';
import { post } from './courier.ts';
import type { Delivery } from './delivery.ts';

/** What happens to a delivery; a test decides by looking at it. */
export type Treatment = 'send' | 'hold' | 'drop' | 'duplicate' | { readonly delay: number };

/** Sends events to the Apps that subscribe to them. GitHub promises neither order nor arrival: `treat` decides both. */
export class Webhooks {
  readonly deliveries: Delivery[] = [];
  treat: (delivery: Delivery) => Treatment = () => 'send';
  readonly #world: World;
  readonly #contract: Contract;
  readonly #violations: Violation[];
  readonly #flying = new Set<Promise<void>>();

  constructor(world: World, contract: Contract, violations: Violation[]) {
    this.#world = world;
    this.#contract = contract;
    this.#violations = violations;
  }

  onEvent(event: RepositoryEvent): void {
    if (event.name === 'schedule') return; // for workflows only
    const received = { ...event.payload, installation: { id: 1, node_id: '' } };
    const broken = this.#contract.webhook(event.name, event.action, received);
    this.#violations.push(...broken);
    for (const installation of this.#world.installationsOn(event.repository)) {
      const { app } = installation;
      if (event.only !== undefined && event.only !== app) continue;
      const always = event.only === app && /^check_(run|suite)$/.test(event.name);
      if (!always && !app.events.includes(event.name)) continue;
      const about = { id: installation.id, node_id: nodeId('Installation', installation.id) };
      this.deliver(app, event.name, event.action, { ...event.payload, installation: about }, event.repository.id);
    }
  }

  deliver(app: App, event: string, action: string | undefined, payload: Json, repositoryId?: number): void {
    if (app.hookUrl === undefined) return;
    const installation = payload['installation'];
    const installationId =
      typeof installation === 'object' && installation !== null && 'id' in installation
        ? Number(installation.id)
        : undefined;
    const about = { app, event, action, installationId, repositoryId };
    // a copy: the payload is what was true now, whatever changes before it is sent
    this.#take(this.#record({ ...about, guid: randomUUID(), payload: structuredClone(payload), redelivery: false }));
  }

  get held(): Delivery[] {
    return this.deliveries.filter((delivery) => delivery.state === 'held');
  }

  /** Sends held deliveries one after another, in this order; all of them in the order of their making if none is named. */
  async release(wanted: readonly Delivery[] = this.held): Promise<void> {
    for (const delivery of wanted) {
      delivery.state = 'waiting';
      await post(delivery);
    }
  }

  /** Sends a delivery again, as an administrator does by hand: same id, same payload. */
  async redeliver(delivery: Delivery): Promise<Delivery> {
    const again = this.#record({ ...delivery, redelivery: true });
    await post(again);
    return again;
  }

  /** Resolves when nothing is being sent any more, what those deliveries caused included. */
  async idle(): Promise<void> {
    while (this.#flying.size > 0) await Promise.all(this.#flying);
  }

  get inFlight(): number {
    return this.#flying.size;
  }

  #record(made: Omit<Delivery, 'id' | 'createdAt' | 'state' | 'statusCode' | 'durationSeconds'>): Delivery {
    const fresh = { id: this.#world.id(), createdAt: this.#world.now(), statusCode: 0, durationSeconds: 0 };
    const delivery: Delivery = { ...made, ...fresh, state: 'waiting' };
    this.deliveries.push(delivery);
    return delivery;
  }

  #take(delivery: Delivery): void {
    const treatment = this.treat(delivery);
    if (treatment === 'hold') delivery.state = 'held';
    else if (treatment === 'drop') delivery.state = 'dropped';
    else {
      this.#fly(post(delivery, typeof treatment === 'object' ? treatment.delay : 0));
      if (treatment === 'duplicate') this.#fly(post(delivery));
    }
  }

  #fly(sending: Promise<void>): void {
    this.#flying.add(sending);
    void sending.finally(() => this.#flying.delete(sending));
  }
}
