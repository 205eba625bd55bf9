import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../database/advisory-lock';
import { webhooksDue, type WebhooksDueRow } from '../database/queries/webhooks';
import { Snapshot } from '../database/snapshot';
import { pause } from '../lifecycle/wait';
import { deliverNext, type Delivery } from '../webhooks/deliver';

/** How often new events are looked for. */
const TICK_MS = 500;
/** For how long one worker delivers before another may take over. */
const TERM_MS = 60_000;
/** How often another worker looks whether the one that delivers is still there. */
const STANDBY_MS = 5_000;
/** Of more tenants than this, those without a webhook are looked at once in a term. */
const FEW_TENANTS = 50;
const AT_ONCE = 16;

class Taken extends Error {}

/**
 * Delivers events to webhooks until the signal is aborted. It is no job of the queue: one that runs each minute would let an
 * event wait for a minute. Of several workers one delivers; the lock ends with its process.
 */
export async function keepDelivering(databaseUrl: string, delivery: Delivery): Promise<void> {
  const { signal, logger } = delivery;
  const wait = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  const taken = () => {
    throw new Taken();
  };
  for (let failures = 0; !signal.aborted;) {
    try {
      await withLock(databaseUrl, 'webhooks', () => new DeliveryTerm(delivery).run(), taken);
      failures = 0;
    } catch (error) {
      if (error instanceof Taken) await wait(STANDBY_MS);
      else if (!signal.aborted) {
        if (failures === 0) logger.error({ err: error }, 'webhooks are not delivered');
        await wait(pause(failures++));
      }
    }
  }
}

/** One worker's turn: each webhook by itself, so that none waits for the receiver of another. */
export class DeliveryTerm {
  private readonly running = new Map<string, Promise<void>>();
  private readonly concerned = new Set<string>();
  private looked = false;

  constructor(private readonly delivery: Delivery) {}

  async run(): Promise<void> {
    const end = Date.now() + TERM_MS;
    const { signal } = this.delivery;
    try {
      while (!signal.aborted && Date.now() < end) {
        await this.start();
        await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
      }
    } finally {
      await this.settled();
    }
  }

  /** Begins with the webhooks that are due. */
  async start(): Promise<void> {
    const { rows } = await this.delivery.pools.owner.query<{ id: string }>(
      'select id from inventory.tenants order by id',
    );
    const all = rows.length <= FEW_TENANTS || !this.looked;
    this.looked = true;
    for (const { id } of rows) {
      if (all || this.concerned.has(id)) await this.startTenant(id);
    }
  }

  settled(): Promise<unknown> {
    return Promise.all(this.running.values());
  }

  private async startTenant(tenantId: string): Promise<void> {
    const snapshot = new Snapshot(this.delivery.pools.app, tenantId, false);
    const due = await snapshot.query(webhooksDue).finally(() => snapshot.end());
    for (const webhook of due) {
      this.concerned.add(tenantId);
      if (this.running.has(webhook.id) || this.running.size >= AT_ONCE) continue;
      const work = this.deliver(tenantId, webhook)
        .catch((err: unknown) =>
          this.delivery.logger.error({ err, webhook: webhook.id }, 'webhook not delivered'),
        )
        .finally(() => this.running.delete(webhook.id));
      this.running.set(webhook.id, work);
    }
  }

  private async deliver(tenantId: string, webhook: WebhooksDueRow): Promise<void> {
    let next: WebhooksDueRow | undefined = webhook;
    while (next && !this.delivery.signal.aborted) {
      next = await deliverNext(tenantId, next, this.delivery);
    }
  }
}
