import pino from 'pino';
import { DeliveryTerm } from '../../src/jobs/webhooks';
import type { DeliveryOptions } from '../../src/webhooks/deliver';
import { openOperations, type Operations } from '../support/operations';
import { isUnsettled, untilSettled } from '../support/settled';
import { TestReceiver } from './receiver';

const OPTIONS: DeliveryOptions = {
  ...{ allowPrivate: true, timeoutMs: 300, giveUpAfterMs: 60_000, firstPauseMs: 1 },
};

export interface WebhookRow {
  readonly id: string;
  readonly enabled: boolean;
  readonly failures: number;
  readonly lag: number;
  readonly lastError: string | null;
  readonly warning: string | null;
}

/** A shop whose events are delivered one pass at a time. */
export interface Stage {
  readonly shop: Operations;
  /** Makes a webhook to a receiver. */
  webhook(receiver: TestReceiver, events?: string[], url?: string): Promise<string>;
  /** One pass of a worker over what is due. */
  pass(options?: Partial<DeliveryOptions>): Promise<void>;
  /** Passes until nothing waits; fails after 20 seconds. */
  drain(id: string, workers?: number): Promise<void>;
  row(id: string): Promise<WebhookRow>;
  /** Waits until nothing that is open on the server could come before the last event: until then it does not count as waiting. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const shop = await openOperations();
  const { pools } = shop.server.database;
  const logger = pino({ level: 'silent' });
  const { signal } = new AbortController();
  const receivers = new Set<TestReceiver>();
  const pass: Stage['pass'] = async (options = {}) => {
    const term = new DeliveryTerm({ pools, logger, signal, options: { ...OPTIONS, ...options } });
    await term.start();
    await term.settled();
  };
  const row = async (id: string): Promise<WebhookRow> =>
    (await shop.ask('{ webhooks { id enabled failures lag lastError warning } }')).webhooks.find(
      (webhook: WebhookRow) => webhook.id === id,
    );
  return {
    ...{ shop, pass, row },
    settled: () => untilSettled(pools.super),
    webhook: async (receiver, events = ['movement.sale'], url = receiver.url) => {
      await untilSettled(pools.super); // it begins with what is not settled yet
      receivers.add(receiver);
      const { createWebhook } = await shop.ask(
        'mutation ($url: String!, $events: [String!]!) { createWebhook(url: $url, events: $events) { secret webhook { id } } }',
        { url, events },
      );
      receiver.secret = createWebhook.secret;
      return createWebhook.webhook.id as string;
    },
    drain: async (id, workers = 1) => {
      const end = Date.now() + 20_000;
      let isSettled: boolean;
      do {
        isSettled = !(await isUnsettled(pools.super)); // before: what settles while it is delivered waits for the next pass
        await Promise.all(Array.from({ length: workers }, () => pass()));
        if (Date.now() > end) throw new Error(`Not delivered: ${JSON.stringify(await row(id))}`);
      } while (!isSettled || (await row(id)).lag > 0);
    },
    close: async () => {
      for (const receiver of receivers) await receiver.stop();
      await shop.close();
    },
  };
}
