import { openOperations, type Operations } from '../support/operations';
import { scanTenant } from '../../src/jobs/scan';

const UNMET = `query ($at: ID, $of: ID) { unmetReservations(locationId: $at, productId: $of) { totalCount
  nodes { promised earlier sellable missing product { sku } location { code } reservation { id reference } } } }`;
const SELL = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';

describe('reservations that cannot be met', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const reserve = async (productId: string, quantity: number, reference: string) =>
    (
      await shop.ask(
        'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }',
        {
          input: {
            ...{ productId, locationId: shop.adenta, quantity, reference, expiresInSeconds: 600 },
          },
        },
      )
    ).reserveStock.id as string;
  /** Each as `reference promised/earlier/sellable/missing`. */
  const unmet = async (where: object) => {
    const { unmetReservations } = await shop.ask(UNMET, where);
    const lines = unmetReservations.nodes.map(
      (one: Record<string, number> & { reservation: { reference: string } }) =>
        `${one.reservation.reference} ${one['promised']}/${one['earlier']}/${one['sellable']}/${one['missing']}`,
    );
    expect(unmetReservations.totalCount).toBe(lines.length);
    return lines;
  };
  const counts = async () => {
    const { systemStatus } = await shop.ask('{ systemStatus { unmetReservations } }');
    const { api, database, shop: small } = shop.server;
    const metrics = await (await fetch(api.url.replace('/graphql', '/metrics'))).text();
    const scan = await scanTenant(database.pools.app, small.tenant, { mode: 'INCREMENTAL' });
    const gauge = /^bincard_unmet_reservations (\d+)$/m.exec(metrics)?.[1];
    return [systemStatus.unmetReservations, Number(gauge), scan.unmetReservations];
  };
  const hold = (id: string, mutation = 'quarantineBatch') =>
    shop.ask(`mutation ($id: ID!) { ${mutation}(id: $id, reason: "x") { id } }`, { id });

  it('are listed in the order in which they were made, and counted where people look', async () => {
    const product = await shop.product('HELD-LATER');
    const batch = await shop.receive(shop.adenta, product, 5);
    await shop.receive(shop.adenta, product, 6);
    const first = await reserve(product, 6, 'A');
    const second = await reserve(product, 4, 'B');
    expect(await unmet({})).toEqual([]);
    expect(await counts()).toEqual([0, 0, 0]);

    await hold(batch);
    expect(await unmet({ of: product })).toEqual(['B 4/6/6/4']);
    expect(await unmet({ at: shop.cowLane })).toEqual([]);
    expect(await counts()).toEqual([1, 1, 1]);

    // What was reserved later waits for what was reserved before; nobody else gets anything.
    const sale = (quantity: number, reservationIds?: string[]) => ({
      input: {
        ...{ locationId: shop.adenta, reservationIds },
        lines: [{ productId: product, quantity }],
      },
    });
    expect(await shop.refused(SELL, sale(1, [second]))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: {
        ...{ requested: 1, available: 0, field: 'input.lines[0].quantity' },
        reservations: [{ reservationId: second, promised: 4, earlier: 6, sellable: 6, covered: 0 }],
      },
    });
    const details = (await shop.refused(SELL, sale(1)))['details'];
    expect(details).toMatchObject({ available: 0 });
    expect(details).not.toHaveProperty('reservations');
    await shop.ask(SELL, sale(6, [first]));
    expect(await unmet({ of: product })).toEqual(['B 4/0/0/4']);
    await hold(batch, 'releaseBatch');
    expect(await unmet({})).toEqual([]);
    await shop.ask(SELL, sale(4, [second]));
  });

  it('are those whose stock has expired, or stands where nothing is sold', async () => {
    const product = await shop.product('EXPIRED-LATER');
    const batch = await shop.receive(shop.adenta, product, 5, { expiryDate: '2100-01-01' });
    await shop.receive(shop.adenta, product, 2);
    await reserve(product, 3, 'C');
    // The day passes.
    await shop.server.database.pools.super.query(
      `begin; set local session_replication_role = replica;
       update inventory.batch_stock set expiry_date = '2020-01-01' where batch_id = '${batch}'; commit`,
    );
    expect(await unmet({ of: product })).toEqual(['C 3/0/2/1']);
    const switchOff = (active: boolean) =>
      shop.ask(
        'mutation ($id: ID!, $active: Boolean) { updateLocation(input: { id: $id, active: $active }) { id } }',
        { id: shop.adenta, active },
      );
    await switchOff(false);
    expect(await unmet({ of: product })).toEqual(['C 3/0/0/3']);
    await switchOff(true);
  });
});
