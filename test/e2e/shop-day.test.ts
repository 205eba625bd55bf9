import { earliestZone, latestZone } from '../support/days';
import { asTenant, moveTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';

// One day of a shop with two storefronts, with figures computed by hand, which is then closed. The tenant is moved from
// the latest time zone to the earliest, so that the day is over at once.

describe('a shop day', () => {
  let shop: Operations;
  let product: string;
  let batch: string;
  let day: string;
  let nextDay: string;

  const moveTo = (zone: string) => moveTenant(shop.server.database, shop.server.shop.tenant, zone);
  const audit = async (from: string, to: string, groupBy: string) =>
    (
      await shop.ask(
        `query ($from: LocalDate!, $to: LocalDate!, $of: ID, $by: StockAuditGroup) {
           stockAudit(from: $from, to: $to, productId: $of, groupBy: $by) { key product { sku } location { code } businessDate
             opening purchases sales refunds adjustments transfersIn transfersOut expired netChange closing } }`,
        { from, to, of: product, by: groupBy },
      )
    ).stockAudit;

  beforeAll(async () => {
    shop = await openOperations();
    await moveTo(latestZone());
    product = await shop.product('DAY');
    batch = await shop.receive(shop.adenta, product, 100, { expiryDate: '2100-01-01' });
    await shop.receive(shop.cowLane, product, 40);

    // 7 more were received 30 days ago and have expired. The API cannot receive expired goods; the table owner can.
    const { tenant } = shop.server.shop;
    await asTenant(shop.server.database.pools.owner, tenant, async (client) => {
      const receipt = await client.query<{ id: string }>(
        `insert into inventory.receipts (tenant_id, id, location_id, received_at)
         values ($1, inventory.uuid_v7(), $2, now() - interval '30 days') returning id`,
        [tenant, shop.adenta],
      );
      await client.query(
        `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit, expiry_at_receipt)
         values ($1, inventory.uuid_v7(), $2, $3, 'OLD', 7, 'unit', (now() - interval '5 days')::date)`,
        [tenant, receipt.rows[0]!.id, product],
      );
    });

    const sale = await shop.sell(shop.adenta, [{ productId: product, quantity: 10 }]);
    await shop.sell(shop.cowLane, [{ productId: product, quantity: 5 }]);
    const voided = await shop.sell(shop.adenta, [{ productId: product, quantity: 3 }]);
    await shop.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "mistyped") { id } }', {
      id: voided.id,
    });
    await shop.ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
      input: {
        ...{ saleId: sale.id, reason: 'too many' },
        lines: [{ saleLineId: sale.lines[0]!.id, quantity: 2 }],
      },
    });
    await shop.adjust(batch, shop.adenta, 'DAMAGE', -1);
    const transfer = await shop.approvedTransfer(shop.adenta, shop.cowLane, [
      { productId: product, quantity: 6 },
    ]);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', { id: transfer });
    await shop.ask(
      'mutation ($at: ID) { writeOffExpired(locationId: $at, dryRun: false) { dryRun } }',
      {
        at: shop.adenta,
      },
    );
    const { movements } = await shop.ask(
      'query ($of: ID) { movements(filter: { productId: $of }, first: 1) { nodes { businessDate } } }',
      { of: product },
    );
    day = movements.nodes[0].businessDate;
    await moveTo(earliestZone());
    await shop.sell(shop.adenta, [{ productId: product, quantity: 1 }]);
    const { stockAudit } = await shop.ask(
      `query ($of: ID, $day: LocalDate!) { stockAudit(from: $day, to: "2999-12-31", productId: $of, groupBy: PRODUCT_AND_DAY) { businessDate } }`,
      { of: product, day },
    );
    nextDay = stockAudit.at(-1).businessDate;
  });
  afterAll(() => shop?.close());

  const nothing = { refunds: 0, adjustments: 0, transfersIn: 0, transfersOut: 0, expired: 0 };

  it('is reported by product, by location and by day', async () => {
    const total = {
      ...{ opening: 0, purchases: 147, sales: -15, refunds: 2, adjustments: -1 },
      ...{ transfersIn: 6, transfersOut: -6, expired: -7, netChange: 126, closing: 126 },
    };
    expect(await audit(day, day, 'PRODUCT')).toEqual([
      { key: 'DAY', product: { sku: 'DAY' }, location: null, businessDate: null, ...total },
    ]);
    expect(await audit(day, day, 'PRODUCT_AND_LOCATION')).toEqual([
      {
        ...{
          key: 'DAY ADENTA',
          product: { sku: 'DAY' },
          location: { code: 'ADENTA' },
          businessDate: null,
        },
        ...{ opening: 0, purchases: 107, sales: -10, refunds: 2, adjustments: -1 },
        ...{ transfersIn: 0, transfersOut: -6, expired: -7, netChange: 85, closing: 85 },
      },
      {
        ...{
          key: 'DAY COW-LANE',
          product: { sku: 'DAY' },
          location: { code: 'COW-LANE' },
          businessDate: null,
        },
        ...{
          opening: 0,
          purchases: 40,
          sales: -5,
          ...nothing,
          transfersIn: 6,
          netChange: 41,
          closing: 41,
        },
      },
    ]);
    expect(await audit(day, nextDay, 'PRODUCT_AND_DAY')).toEqual([
      { key: `DAY ${day}`, product: { sku: 'DAY' }, location: null, businessDate: day, ...total },
      {
        ...{
          key: `DAY ${nextDay}`,
          product: { sku: 'DAY' },
          location: null,
          businessDate: nextDay,
        },
        ...{ opening: 126, purchases: 0, sales: -1, ...nothing, netChange: -1, closing: 125 },
      },
    ]);
    expect((await audit(nextDay, nextDay, 'PRODUCT'))[0]).toMatchObject({
      ...{ opening: 126, sales: -1, closing: 125 },
    });
  });

  it('closes with the opening stock of the next day; a wrong opening is found and repaired', async () => {
    const BREAKS = `query ($from: LocalDate!, $to: LocalDate!) { continuityBreaks(from: $from, to: $to) {
      product { sku } location { code } businessDate previousClosing opening } }`;
    expect((await shop.ask(BREAKS, { from: day, to: nextDay })).continuityBreaks).toEqual([]);
    await asTenant(shop.server.database.pools.super, shop.server.shop.tenant, async (client) => {
      await client.query('set local session_replication_role = replica');
      await client.query(
        `update inventory.daily_stock set opening = opening + 2, closing = closing + 2
         where product_id = $1 and business_date = $2 and location_id = $3`,
        [product, nextDay, shop.adenta],
      );
    });
    expect((await shop.ask(BREAKS, { from: day, to: nextDay })).continuityBreaks).toEqual([
      {
        ...{ product: { sku: 'DAY' }, location: { code: 'ADENTA' }, businessDate: nextDay },
        ...{ previousClosing: 85, opening: 87 },
      },
    ]);
    const { reconcile } = await shop.ask(
      'mutation { reconcile(input: { dryRun: false }) { discrepancies { subject businessDate fix } } }',
    );
    expect(reconcile.discrepancies).toEqual([
      { subject: 'daily_stock.opening', businessDate: nextDay, fix: 'APPLIED' },
    ]);
    expect((await shop.ask(BREAKS, { from: day, to: nextDay })).continuityBreaks).toEqual([]);
  });

  it('is closed once, with a checkpoint that reveals a later change', async () => {
    const CLOSE = 'mutation ($day: LocalDate!) { closeDay(businessDate: $day) }';
    expect(await shop.refused(CLOSE, { day: '2999-01-01' })).toMatchObject({
      code: 'DAY_NOT_OVER',
    });
    expect((await shop.ask(CLOSE, { day })).closeDay).toBe(day);
    expect(await shop.refused(CLOSE, { day })).toMatchObject({
      ...{ code: 'DAY_CLOSED', details: { field: 'businessDate', lastClosed: day } },
    });
    const { closedDays } = await shop.ask(
      '{ closedDays { businessDate closedBy chains movements hash } }',
    );
    expect(closedDays).toMatchObject([{ businessDate: day, closedBy: 'tester' }]);

    const wrongNow = async () =>
      (
        await asTenant(shop.server.database.pools.app, shop.server.shop.tenant, (client) =>
          client.query<{ day: string; batch: string }>(
            `select a.business_date::text as day, a.batch_id as batch from inventory.wrong_anchors(null) a`,
          ),
        )
      ).rows;
    await shop.sell(shop.adenta, [{ productId: product, quantity: 1 }]); // on the next day
    expect(await wrongNow()).toEqual([]);
    await asTenant(shop.server.database.pools.super, shop.server.shop.tenant, async (client) => {
      await client.query('alter table inventory.movements disable trigger all');
      await client.query(
        `update inventory.movements set hash = sha256(hash) where batch_id = $1 and business_date = $2
         and sequence = (select max(sequence) from inventory.movements where batch_id = $1 and business_date = $2 and location_id = $3) and location_id = $3`,
        [batch, day, shop.adenta],
      );
      await client.query('alter table inventory.movements enable trigger all');
    });
    expect(await wrongNow()).toEqual([{ day, batch }]);
  });
});
