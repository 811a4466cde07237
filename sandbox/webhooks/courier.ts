import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from './delivery.ts';

/** How long GitHub waits for an answer. */
const patience = 10_000;

const signatureOf = (secret: string, bytes: string): string =>
  `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

/** Posts one delivery, signed over the very bytes that it sends. */
export async function post(delivery: Delivery, delay = 0): Promise<void> {
  if (delay > 0) await wait(delay);
  const { app, payload } = delivery;
  const bytes = JSON.stringify(payload);
  const started = performance.now();
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/sandbox',
    'x-github-event': delivery.event,
    'x-github-delivery': delivery.guid,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
  };
  if (app.hookSecret !== undefined) headers['x-hub-signature-256'] = signatureOf(app.hookSecret, bytes);
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(app.hookUrl ?? '', { method: 'POST', headers, body: bytes, signal });
    await response.arrayBuffer();
    delivery.statusCode = response.status;
    delivery.state = response.ok ? 'sent' : 'failed';
  } catch {
    delivery.statusCode = 0; // refused, reset or too late: GitHub records it and does nothing more
    delivery.state = 'failed';
  }
  delivery.durationSeconds = (performance.now() - started) / 1000;
}
