import { Webhook } from 'standardwebhooks';
import type { WebhookEventsRow } from '../database/queries/webhooks';

/** The headers and the body of an event by Standard Webhooks, signed with a webhook's secret for now. */
export function messageOf(
  { id, type, at, data }: WebhookEventsRow,
  secret: string,
): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ type, timestamp: at, data });
  const now = new Date();
  const name = `evt_${id}`; // of the event, so the same at each attempt
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Bincard',
      'webhook-id': name,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(name, now, body),
    },
  };
}
