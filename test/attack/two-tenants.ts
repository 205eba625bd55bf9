import { openShop, type TestShop } from '../support/shop';
import { openTarget, type Target } from './calls';
import { openExternalSource } from './external-source';
import type { Samples } from './schema-calls';
import { shopSamples } from './shop-samples';

/** Two tenants whose shops have the same SKUs, codes, receipt and batch numbers and idempotency keys. */
export interface TwoTenants {
  readonly target: Target;
  /** The other tenant's shop, valid values for its own calls, and its admin's token. */
  readonly theirs: { shop: TestShop; samples: Samples; token: string };
  /** Every id of the other shop. */
  readonly theirIds: string[];
  close(): Promise<void>;
}

/** Texts that only the other tenant has. */
export const THEIR_TEXTS = [
  ...['ONLY-THEIRS', 'A name of theirs', 'THEIR-PLACE', 'THEIR-BATCH', 'THEIR-RECEIPT'],
  ...['their-actor', 'their-channel', 'their-key'],
];

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UUIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIMES = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g;

export async function openTwoTenants(): Promise<TwoTenants> {
  const target = await openTarget();
  const { database, api } = target.stage;
  const shop = await openShop(database, 'other');
  const token = await api.token(shop.tenant, 'admin', 'their-actor');
  const made = await api.request(
    `mutation ($at: ID!, $product: ID!) {
       createProduct(input: { sku: "ONLY-THEIRS", name: "A name of theirs" }) { id }
       createLocation(input: { code: "THEIR-PLACE", name: "A name of theirs", kind: WAREHOUSE }) { id }
       receiveStock(input: { locationId: $at, idempotencyKey: "their-key",
         lines: [{ productId: $product, batchNumber: "THEIR-BATCH", quantity: 5 }] }) { id }
       recordSale(input: { locationId: $at, receiptNumber: "THEIR-RECEIPT",
         lines: [{ productId: $product, quantity: 2 }] }) { id }
       reportChannelStock(channel: "their-channel", stock: { sku: "A", locationCode: "L1", quantity: 1 })
       reconcile(input: { dryRun: false }) { id } }`,
    { at: shop.location, product: shop.product },
    { token },
  );
  if (made.errors) throw new Error(JSON.stringify(made.errors));
  const external = await openExternalSource(api, target.folder, 'other', shop);
  const theirIds = [...Object.values(shop), external.source, external.spare, external.run].filter(
    (value): value is string => typeof value === 'string' && ID.test(value),
  );
  return {
    target,
    theirs: { shop, samples: shopSamples(shop, external), token },
    theirIds,
    close: () => target.stage.close(),
  };
}

/** An answer without its ids and times, which differ from call to call. */
export function withoutChance(answer: unknown): string {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return text.replace(UUIDS, '<id>').replace(TIMES, '<time>');
}
