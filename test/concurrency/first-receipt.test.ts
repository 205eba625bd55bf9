import { addDays } from '../support/days';
import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// Until the first receipt of a product commits, there is no stock level that a sale or transfer could lock. What that
// receipt brings in the middle of the sale is not taken then, least of all an expired batch.

describe('a document that meets the first receipt of a product', () => {
  let database: TestDatabase;
  let shop: TestShop;
  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const newProduct = async (sku: string) =>
    (await shop.call('create_product', { sku, name: sku })).id;

  it('finds nothing that it could take where nothing can be locked', async () => {
    const product = await newProduct('NOT-YET');
    const free = await asTenant(database.pools.super, shop.tenant, async (client) => {
      const { rows } = await client.query<{ free: number | null }>(
        'select free from inventory.open_stock($1, $2, $3)',
        [shop.tenant, product, shop.location],
      );
      return rows[0]!.free;
    });
    expect(free).toBe(0);
  });

  it('takes nothing from a batch whose stock level it could not lock', async () => {
    const { location: locationId } = shop;
    const productId = await newProduct('EXPIRED');
    await shop.call('receive_stock', {
      locationId,
      lines: [
        {
          ...{ productId, batchNumber: 'OLD', quantity: 5, acceptExpired: true },
          expiryDate: addDays(shop.today, -1),
        },
      ],
    });
    // The sale looks for the level before the receipt commits, and for batches afterwards.
    await database.pools.super.query(
      `begin;
       alter table inventory.stock_levels disable trigger all;
       set local session_replication_role = replica;
       delete from inventory.stock_levels where product_id = '${productId}';
       create function public.receipt_has_committed() returns trigger language plpgsql security definer as $$
       begin
         insert into inventory.stock_levels (tenant_id, product_id, location_id, on_hand)
         values (new.tenant_id, new.product_id, new.location_id, 5);
         return new;
       end $$;
       create trigger _000_first before insert on inventory.movements
         for each row execute function public.receipt_has_committed();
       commit`,
    );
    expect(
      await refusalOf(
        shop.call('record_sale', { locationId, lines: [{ productId, quantity: 1 }] }),
      ),
    ).toBe('insufficient_stock');
  });
});
