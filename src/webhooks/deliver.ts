import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { writeDocument } from '../database/documents';
import { movementsPosition } from '../database/queries/movement-feed';
import {
  webhookEvents,
  type WebhookEventsRow,
  type WebhooksDueRow,
} from '../database/queries/webhooks';
import { Snapshot } from '../database/snapshot';
import { Attempts, pauseAfter, type Failure } from './attempt';
import { messageOf } from './message';
import type { ReceiverOptions } from './receiver';
import { secretOf } from './secret';

export interface DeliveryOptions extends ReceiverOptions {
  /** For how long attempts may fail until a webhook is disabled. */
  readonly giveUpAfterMs: number;
  /** The pause after the first failure; each further one doubles it. */
  readonly firstPauseMs: number;
}

/** Where a webhook is delivered from. */
export interface Delivery {
  readonly pools: { readonly owner: Pool; readonly app: Pool };
  readonly options: DeliveryOptions;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

interface Position {
  readonly transactionId: string;
  readonly eventId: string;
}

const PAGE = 50;
/** A webhook that wants none of what happens is moved on when it is so many transactions behind. */
const PASSED_OVER = 1000n;
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Delivers the next events of a webhook, one after the other, and records each before the next is sent. A worker that is
 * killed in between sends the last one again, with the same webhook-id. Where another worker has recorded an event
 * meanwhile, this one stops: so the first delivery of each event follows that of the event before it, however many
 * workers there are. Returns the webhook at its new position where there may be more, else undefined.
 */
export async function deliverNext(
  tenantId: string,
  webhook: WebhooksDueRow,
  { pools, options, logger, signal }: Delivery,
): Promise<WebhooksDueRow | undefined> {
  const write = (name: 'record_delivery' | 'record_failure', input: object) =>
    writeDocument<boolean>(
      pools.app,
      { tenantId, actor: 'worker', role: 'admin' },
      name,
      { id: webhook.id, ...input },
      false,
    );
  let { failures } = webhook;
  const fail = async ({ error, gone, retryAfterMs }: Failure) => {
    const { giveUpAfterMs, firstPauseMs } = options;
    const delayMs = pauseAfter(failures, firstPauseMs, retryAfterMs);
    const disabled = await write('record_failure', { error, gone, giveUpAfterMs, delayMs });
    const line = { webhook: webhook.id, error, failures: failures + 1 };
    if (disabled) logger.warn(line, 'webhook disabled');
    else logger.info(line, 'webhook failed');
  };

  const { events, end } = await readEvents(pools.app, tenantId, webhook);
  let position: Position = { transactionId: webhook.transactionId, eventId: webhook.eventId };
  const attempts = new Attempts(webhook.url, options);
  try {
    const secret = events.length > 0 ? await secretOf(pools.owner, tenantId, webhook.id) : null;
    for (const event of events) {
      if (secret === null || signal.aborted) return undefined; // deleted meanwhile, or stopping
      const failure = await attempts.send(messageOf(event, secret), signal);
      if (signal.aborted && failure) return undefined;
      if (failure) {
        await fail(failure);
        return undefined;
      }
      const next = { transactionId: event.transactionId, eventId: event.id };
      const moved = await write('record_delivery', { from: position, ...next, delivered: true });
      if (!moved) return undefined;
      position = next;
      failures = 0;
    }
  } finally {
    attempts.close();
  }
  if (events.length === PAGE) return { ...webhook, ...position, failures: 0 };
  if (BigInt(end) - BigInt(position.transactionId) > PASSED_OVER) {
    const passed = { transactionId: end, eventId: LAST, delivered: false };
    await write('record_delivery', { from: position, ...passed });
  }
  return undefined;
}

/** The next events, and the last transaction up to which nothing else is to be delivered, if there is no whole page. */
async function readEvents(
  pool: Pool,
  tenantId: string,
  { transactionId, eventId, events: types }: WebhooksDueRow,
): Promise<{ events: WebhookEventsRow[]; end: string }> {
  const snapshot = new Snapshot(pool, tenantId, false);
  try {
    const position = { transactionId, eventId };
    const events = await snapshot.query(webhookEvents, { ...position, types, limit: PAGE });
    const present = await snapshot.query(movementsPosition);
    return { events, end: present?.transactionId ?? transactionId };
  } finally {
    await snapshot.end();
  }
}
