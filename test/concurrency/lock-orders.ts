import type { TestDatabase } from '../support/database';
import type { TestShop } from '../support/shop';
import { batchOfReceipt } from '../support/shop-documents';

interface Step {
  readonly name: string;
  readonly entry: string;
  readonly input: object;
}

/** What happens to purchase orders of the product: one of which 5 of 20 have come, and one of which nothing has. */
export async function prepareOrders(
  database: TestDatabase,
  { call, location: locationId, supplier }: TestShop,
  product: string,
): Promise<Step[]> {
  const order = (quantity: number) =>
    call('create_purchase_order', {
      ...{ supplierId: supplier, locationId, lines: [{ productId: product, quantity }] },
    });
  const [partial, untouched] = [await order(20), await order(9)];
  const lines = [{ productId: product, batchNumber: 'P', quantity: 5 }];
  const received = await call('receive_stock', {
    ...{ locationId, purchaseOrderId: partial.id, lines },
  });
  const batchId = await batchOfReceipt(database, received.id);
  return [
    {
      ...{ name: 'a receipt for an order', entry: 'receive_stock' },
      input: {
        ...{ locationId, purchaseOrderId: partial.id },
        lines: ['p', 'R'].map((batchNumber) => ({ ...lines[0], batchNumber })),
      },
    },
    {
      ...{ name: 'a void of a receipt for an order', entry: 'void_receipt' },
      input: { id: received.id, reason: 'test' },
    },
    {
      ...{ name: 'a correction of what came for an order', entry: 'correct_intake' },
      input: { batchId, quantity: 6, reason: 'test' },
    },
    {
      ...{ name: 'an order that is closed short', entry: 'set_purchase_order_status' },
      input: { id: partial.id, status: 'CLOSED_SHORT', reason: 'test' },
    },
    {
      ...{ name: 'an order that is cancelled', entry: 'set_purchase_order_status' },
      input: { id: untouched.id, status: 'CANCELLED', reason: 'test' },
    },
    {
      ...{ name: 'another day on which an order is expected', entry: 'expect_purchase_order' },
      input: { id: partial.id, expectedOn: '2031-01-01' },
    },
  ];
}
