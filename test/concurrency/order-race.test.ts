import { refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// Receipts, corrections and voids of one line of an order at once: what came in is never more than is accepted, and what the line
// says is the sum of its batches.

describe('sessions that receive for one line of an order', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const order = async (quantity: number) => {
    const { id } = await shop.call('create_purchase_order', {
      ...{ supplierId: shop.supplier, locationId: shop.location },
      lines: [{ productId: shop.orderedProduct, quantity }],
    });
    return id;
  };
  const receive = (purchaseOrderId: string, quantity: number) =>
    shop.call('receive_stock', {
      ...{ purchaseOrderId, locationId: shop.location },
      lines: [{ productId: shop.orderedProduct, quantity }],
    });
  const figures = async (id: string) =>
    (
      await database.pools.super.query(
        `select o.status, l.received_quantity::int as received, (
           select coalesce(sum(b.intake_quantity), 0)::int from inventory.batches b
           where b.purchase_order_line_id = l.id and b.voided_at is null) as came
         from inventory.purchase_orders o join inventory.purchase_order_lines l on l.purchase_order_id = o.id where o.id = $1`,
        [id],
      )
    ).rows[0] as object;

  it('take in no more than is accepted', async () => {
    const id = await order(10);
    const refusals = await Promise.all(Array.from({ length: 8 }, () => refusalOf(receive(id, 3))));
    expect(refusals.sort()).toEqual([
      ...Array.from({ length: 3 }, () => '(accepted)'),
      ...Array.from({ length: 5 }, () => 'over_receipt'),
    ]);
    expect(await figures(id)).toEqual({ status: 'PARTIALLY_RECEIVED', received: 9, came: 9 });
  });

  it('void and receive at once, and lose nothing', async () => {
    const id = await order(10);
    const receipts = [await receive(id, 5), await receive(id, 5)];
    await Promise.all([
      ...receipts.map((receipt) => shop.call('void_receipt', { id: receipt.id, reason: 'x' })),
      ...Array.from({ length: 4 }, () => refusalOf(receive(id, 5))),
    ]);
    const { received, came } = (await figures(id)) as { received: number; came: number };
    expect(received).toBe(came);
    expect(received).toBeLessThanOrEqual(10);
  });

  it('cancel and receive at once: one of the two', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await order(10);
      const cancel = { id, status: 'CANCELLED', reason: 'x' };
      const [cancelled, received] = await Promise.all([
        refusalOf(shop.call('set_purchase_order_status', cancel)),
        refusalOf(receive(id, 4)),
      ]);
      expect([cancelled, received].sort()).toEqual(['(accepted)', 'illegal_transition']);
      expect(await figures(id)).toMatchObject(
        received === '(accepted)'
          ? { status: 'PARTIALLY_RECEIVED', received: 4 }
          : { status: 'CANCELLED', received: 0 },
      );
    }
  });
});
