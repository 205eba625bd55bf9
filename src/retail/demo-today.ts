import { DEPOT, MARKET, SHOP } from './demo-plan';
import type { DemoShop } from './demo-load';

const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id status } }`;
const VOID = `mutation ($id: ID!) { voidSale(id: $id, reason: "rung up twice") { id } }`;
const TRANSFER = `mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { id status } }`;
const APPROVE = `mutation ($id: ID!) { approveTransfer(id: $id) { id } }`;
const DISPATCH = `mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }`;
const FULFILL = `mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }`;
const COUNTS = '{ stockCounts(status: OPEN, first: 1) { nodes { id } } }';
const START = `mutation ($at: ID!, $products: [ID!]) { startStockCount(locationId: $at, productIds: $products) { id } }`;
const COUNTED = `query ($id: ID!) { stockCount(id: $id) { lines { batch { id } expectedQuantity } } }`;
const COUNT = `mutation ($id: ID!, $lines: [CountLineInput!]!, $key: String) {
  recordCount(stockCountId: $id, lines: $lines, idempotencyKey: $key) { id } }`;
const RESERVE = `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }`;
const SECONDS_OF_DAY = 86_400;

/** The idempotency key of the last document of the demo: where it is, the demo is complete. */
export const LAST_KEY = 'demo-reservation';

interface Status {
  readonly id: string;
  readonly status: string;
}

/** What is under way today: a sale that was voided, transfers, a count that is open, a reservation. */
export async function openDemo(shop: DemoShop): Promise<void> {
  await sellAndVoid(shop);
  await transfer(shop, 'demo-transfer-1', SHOP, 'BC101', 'FULFILLED');
  await transfer(shop, 'demo-transfer-2', MARKET, 'BC110', 'DISPATCHED');
  await transfer(shop, 'demo-transfer-3', MARKET, 'BC121', 'REQUESTED');
  await startCount(shop);
  await shop.api.request(RESERVE, {
    input: {
      ...{ productId: shop.products.get('BC101'), locationId: shop.places.get(DEPOT) },
      ...{ quantity: 3, expiresInSeconds: SECONDS_OF_DAY, idempotencyKey: LAST_KEY },
    },
  });
}

async function sellAndVoid(shop: DemoShop): Promise<void> {
  for (const [number, sku] of Object.entries({ 1: 'BC102', 2: 'BC150' })) {
    const { recordSale } = await shop.api.request<{ recordSale: Status }>(SELL, {
      input: {
        ...{ locationId: shop.places.get(SHOP), receiptNumber: `D-TODAY-${number}` },
        idempotencyKey: `demo-sale-today-${number}`,
        lines: shop.lines([{ sku, quantity: 1 }]),
      },
    });
    const { id, status } = recordSale;
    if (number === '2' && status !== 'VOIDED') await shop.api.request(VOID, { id });
  }
}

async function transfer(
  shop: DemoShop,
  idempotencyKey: string,
  to: string,
  sku: string,
  goal: 'REQUESTED' | 'DISPATCHED' | 'FULFILLED',
): Promise<void> {
  const { requestTransfer } = await shop.api.request<{ requestTransfer: Status }>(TRANSFER, {
    input: {
      ...{ fromLocationId: shop.places.get(DEPOT), toLocationId: shop.places.get(to) },
      ...{
        idempotencyKey,
        lines: [{ productId: shop.products.get(sku), quantity: 1, unit: 'box' }],
      },
    },
  });
  const { id, status } = requestTransfer;
  if (goal === 'REQUESTED' || status === goal) return;
  if (status === 'REQUESTED') await shop.approver.request(APPROVE, { id });
  if (status !== 'DISPATCHED') await shop.api.request(DISPATCH, { id });
  if (goal === 'FULFILLED') await shop.api.request(FULFILL, { id });
}

/** Two products of the market are being counted; one figure is recorded, one short. */
async function startCount(shop: DemoShop): Promise<void> {
  const { stockCounts } = await shop.api.request<{ stockCounts: { nodes: { id: string }[] } }>(
    COUNTS,
  );
  const id =
    stockCounts.nodes[0]?.id ??
    (
      await shop.api.request<{ startStockCount: { id: string } }>(START, {
        at: shop.places.get(MARKET),
        products: ['BC130', 'BC160'].map((sku) => shop.products.get(sku)),
      })
    ).startStockCount.id;
  const { stockCount } = await shop.api.request<{
    stockCount: { lines: { batch: { id: string }; expectedQuantity: number }[] };
  }>(COUNTED, { id });
  const { batch, expectedQuantity } = stockCount.lines[0]!;
  const lines = [{ batchId: batch.id, countedQuantity: Math.max(expectedQuantity - 1, 0) }];
  await shop.api.request(COUNT, { id, lines, key: 'demo-count' });
}
