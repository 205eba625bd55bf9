import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';

export const SECRET = `whsec_${'A'.repeat(43)}=`;

/** A webhook; `url` and `events` as SQL. */
export function webhookSql(
  shop: TestShop,
  given: { id?: string; url?: string; events?: string } = {},
): string {
  const { id = randomUUID(), url = `'https://shop.example/hook'` } = given;
  const { events = `'{movement.sale}'` } = given;
  return `insert into inventory.webhooks (tenant_id, id, url, events) values ('${shop.tenant}', '${id}', ${url}, ${events});`;
}

/** The secret of a webhook. */
export function secretSql(shop: TestShop, webhook: string, secret = SECRET): string {
  return `insert into inventory.webhook_secrets (tenant_id, webhook_id, secret) values ('${shop.tenant}', '${webhook}', '${secret}');`;
}
