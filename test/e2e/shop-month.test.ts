import { SELL, openMonth, type Month } from './shop-month/month';
import { buyingAndSelling } from './shop-month/buying-and-selling';
import { countsAndExpiry } from './shop-month/counts-and-expiry';
import { returnsAndTransfers } from './shop-month/returns-and-transfers';

// A month of a warehouse and two shops, as shops really handle stock: lots that come twice, codes that look alike, packs
// and parts of a kilogram, goods that come back broken or elsewhere, transfers that arrive in part, dates of last week.
// Every figure was computed by hand; the comments say how.

describe('a month at a warehouse and two shops', () => {
  let opened: Month;
  beforeAll(async () => {
    opened = await openMonth();
  });
  afterAll(() => opened?.shop.close());
  const month = () => opened;

  // One after the other: each step goes on from what the steps before have left.
  buyingAndSelling(month);
  returnsAndTransfers(month);
  countsAndExpiry(month);

  it('switches a shop off, which only gives away what it has', async () => {
    const { shop, lamp, level } = month();
    const UPDATE =
      'mutation ($input: UpdateLocationInput!) { updateLocation(input: $input) { active } }';
    await shop.ask(UPDATE, { input: { id: shop.cowLane, active: false } });
    const lines = [{ productId: lamp, quantity: 1 }];
    expect(await shop.refused(SELL, { input: { locationId: shop.cowLane, lines } })).toMatchObject({
      code: 'LOCATION_NOT_ACTIVE',
    });
    const all = [{ productId: lamp, quantity: 6 }];
    const transfer = await shop.approvedTransfer(shop.cowLane, shop.adenta, all);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', { id: transfer });
    expect(await level(lamp, shop.adenta)).toEqual([21, 0, 0, 0, 21]);
    await shop.ask(UPDATE, { input: { id: shop.cowLane, active: true } });
  });

  it('leaves an archived product off sale', async () => {
    const { shop, lamp } = month();
    await shop.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      {
        input: { id: lamp, status: 'ARCHIVED' },
      },
    );
    await shop.ask(
      `mutation { reportChannelStock(channel: "web", stock: [{ sku: "0017", quantity: 0, visible: false }]) }`,
    );
    const { reconcile } = await shop.ask(
      `mutation ($id: ID) { reconcile(input: { dryRun: false, productId: $id }) { discrepancies { kind } } }`,
      { id: lamp },
    );
    expect(reconcile.discrepancies).toEqual([]);
    const { product } = await shop.ask('{ product(sku: "0017") { status onHand } }');
    expect(product).toEqual({ status: 'ARCHIVED', onHand: 51 }); // 55 - 2 sold + 1 back - 3 lost
  });

  it('adds up day by day', async () => {
    const { shop, today, milk, day } = month();
    const { stockAudit } = await shop.ask(
      `query ($of: ID, $from: LocalDate!, $to: LocalDate!) {
         stockAudit(productId: $of, from: $from, to: $to, groupBy: PRODUCT_AND_DAY) {
           businessDate opening purchases sales refunds adjustments expired closing } }`,
      { of: milk, from: day(28), to: today },
    );
    const line = (before: number, opening: number, closing: number, moved: object) => ({
      ...{ businessDate: day(before), opening, closing, purchases: 0, sales: 0, refunds: 0 },
      ...{ adjustments: 0, expired: 0, ...moved },
    });
    expect(stockAudit).toEqual([
      line(28, 0, 132, { purchases: 132 }),
      line(27, 132, 186, { purchases: 54 }),
      line(20, 186, 176, { sales: -10 }),
      line(15, 176, 170, { sales: -6 }),
      // Today 2 came back into quarantine, 2 + 2 were sold, a count found 2 missing, 5 + 4 came in, 20 + 5 + 4 expired.
      line(0, 170, 146, { purchases: 9, sales: -4, refunds: 2, adjustments: -2, expired: -29 }),
    ]);
    const { continuityBreaks, integrityRules } = await shop.ask(
      `query ($from: LocalDate!, $to: LocalDate!) {
         continuityBreaks(from: $from, to: $to) { businessDate } integrityRules { name violations } }`,
      { from: day(28), to: today },
    );
    expect(continuityBreaks).toEqual([]);
    expect(integrityRules.filter((rule: { violations: number }) => rule.violations > 0)).toEqual(
      [],
    );
  });
});
