import { startApi, type Api } from '../support/api';
import type { TestDatabase } from '../support/database';
import { openShopDatabase } from '../support/shop';

// What came in of a product is what became of it: the figures of stockFlow, with what is on hand, add up, and are those of
// the stock audit of each place.

const FLOW = `query ($id: ID!) {
  stockFlow(productId: $id) {
    intake sold refunded expired adjusted storefrontAdjusted quarantineAdjusted inTransit storefrontExpected quarantined
  }
  product(id: $id) { onHand stock { onHand location { kind } } }
  stockAudit(productId: $id, from: "2000-01-01", to: "9999-12-31", groupBy: PRODUCT_AND_LOCATION) {
    purchases sales refunds adjustments transfersIn transfersOut expired closing
  }
}`;

type Sums = Record<string, number>;

describe('the stock flow of a product', () => {
  let database: TestDatabase;
  let api: Api;
  let products: { id: string; sku: string }[];
  beforeAll(async () => {
    const opened = await openShopDatabase();
    ({ database } = opened);
    api = await startApi(database, opened.shop.tenant);
    const { data } = await api.request('{ products(first: 100) { nodes { id sku } } }');
    products = data.products.nodes;
  });
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  it('adds up to its intake, for each product of a shop with documents of every kind', async () => {
    const moved: Sums = {};
    for (const { id, sku } of products) {
      const { data } = await api.request(FLOW, { id });
      const flow = data.stockFlow as Sums;
      const sum = (figure: string) =>
        (data.stockAudit as Sums[]).reduce((total, line) => total + line[figure]!, 0);
      const onHand = (kind: string) =>
        (data.product.stock as { onHand: number; location: { kind: string } }[])
          .filter(({ location }) => location.kind === kind)
          .reduce((total, level) => total + level.onHand, 0);
      const adjusted =
        flow['adjusted']! + flow['storefrontAdjusted']! + flow['quarantineAdjusted']!;
      const became = {
        ...{ sold: flow['sold']!, cameBack: -flow['refunded']!, writtenOff: flow['expired']! },
        ...{ adjusted: -adjusted, inTransit: flow['inTransit']! },
        onHand: data.product.onHand as number,
      };
      expect([sku, Object.values(became).reduce((total, each) => total + each, 0)]).toEqual([
        sku,
        flow['intake'],
      ]);
      // One place at a time it is the same.
      expect({ sku, ...flow }).toEqual({
        ...{ sku, intake: sum('purchases'), sold: 0 - sum('sales'), refunded: sum('refunds') },
        ...{ expired: 0 - sum('expired'), inTransit: 0 - sum('transfersIn') - sum('transfersOut') },
        ...{ storefrontExpected: onHand('STOREFRONT'), quarantined: onHand('QUARANTINE') },
        adjusted: sum('adjustments') - flow['storefrontAdjusted']! - flow['quarantineAdjusted']!,
        ...{ storefrontAdjusted: flow['storefrontAdjusted'] },
        ...{ quarantineAdjusted: flow['quarantineAdjusted'] },
      });
      expect([sku, sum('closing')]).toEqual([sku, data.product.onHand]);
      for (const [name, value] of Object.entries(became))
        moved[name] = (moved[name] ?? 0) + Math.abs(value);
    }
    // Each term is of more than nothing somewhere, but that nothing has been written off.
    expect(Object.keys(moved).filter((name) => moved[name] === 0)).toEqual(['writtenOff']);
  });
});
