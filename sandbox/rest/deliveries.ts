import type { Json } from '../json.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Call, idOf, ok, type Routes } from './call.ts';
import { listed } from './pages.ts';

function own(call: Call, webhooks: Webhooks): Delivery[] {
  const { actor } = call;
  if (actor.kind !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded');
  return webhooks.deliveries.filter(({ app, state }) => app === actor.app && (state === 'sent' || state === 'failed'));
}

function summary(delivery: Delivery): Json {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.createdAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.state === 'sent' ? 'OK' : 'failed',
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: delivery.installationId ?? null,
    repository_id: delivery.repositoryId ?? null,
  };
}

function oneOf(call: Call, webhooks: Webhooks): Delivery {
  const found = own(call, webhooks).find((delivery) => delivery.id === idOf(call, 'delivery_id'));
  if (found === undefined) throw notFound();
  return found;
}

/** An App may look at its deliveries and ask for one again; GitHub never does that by itself. */
export const deliveryRoutes = (webhooks: Webhooks): Routes => ({
  'apps/list-webhook-deliveries': (call) => listed(call, own(call, webhooks).reverse(), summary),
  'apps/get-webhook-delivery': (call) => {
    const delivery = oneOf(call, webhooks);
    const request = { headers: { 'X-GitHub-Delivery': delivery.guid }, payload: delivery.payload };
    return ok({ ...summary(delivery), request, response: { headers: {}, payload: '' } });
  },
  'apps/redeliver-webhook-delivery': async (call) => {
    await webhooks.redeliver(oneOf(call, webhooks));
    return ok({}, 202);
  },
});
