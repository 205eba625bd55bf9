import { addDays } from '../../support/days';
import { openOperations, type Operations } from '../../support/operations';

/** What the steps of the month share. */
export interface Month extends Requests {
  readonly shop: Operations;
  readonly today: string;
  readonly milk: string;
  readonly flour: string;
  readonly lamp: string;
  /** What earlier steps have made, by a name. */
  readonly ids: Record<string, string>;
  /** The day so many days ago. */
  readonly day: (before: number) => string;
}

type Requests = ReturnType<typeof requests>;

export const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) {
  id businessDate batches { id batchNumber status intakeQuantity lot { id lotNumber expiryDate } } } }`;
export const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
  id lines { id quantity allocations { batch { id } quantity } } } }`;
export const REFUND = `mutation ($input: RefundSaleInput!) { refundSale(input: $input) {
  lines { quantity disposition location { code } } } }`;

const requests = (shop: Operations) => ({
  receive: async (input: object) => (await shop.ask(RECEIVE, { input })).receiveStock,
  sell: async (input: object) => (await shop.ask(SELL, { input })).recordSale,
  refund: async (input: object) => (await shop.ask(REFUND, { input })).refundSale,
  /** On hand, reserved, set apart or held, expired, available. */
  level: async (productId: string, at: string) => {
    const { onHand, reserved, quarantined, expired, available } = await shop.level(productId, at);
    return [onHand, reserved, quarantined, expired, available];
  },
});

export async function openMonth(): Promise<Month> {
  const shop = await openOperations();
  const { today } = shop.server.shop;
  return {
    ...{ shop, today, ids: {}, ...requests(shop), day: (before) => addDays(today, -before) },
    milk: await shop.product('MILK', {
      baseUnit: 'bottle',
      units: [{ code: 'crate', factor: 12 }],
    }),
    flour: await shop.product('FLOUR', { baseUnit: 'g', units: [{ code: 'kg', factor: 1000 }] }),
    lamp: await shop.product('0017'),
  };
}
