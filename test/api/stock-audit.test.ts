import { asTenant } from '../support/database';
import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

// The stock audit in one piece and in pages, against sums over the ledger that are made here.

interface Line {
  readonly product: { readonly sku: string };
  readonly location: { readonly code: string } | null;
  readonly businessDate: string | null;
  readonly opening: number;
  readonly purchases: number;
  readonly sales: number;
  readonly netChange: number;
  readonly closing: number;
}

interface Movement {
  readonly sku: string;
  readonly code: string;
  readonly day: string;
  readonly kind: string;
  readonly quantity: number;
}

const LINE =
  'product { sku } location { code } businessDate opening purchases sales netChange closing';
const GROUPS = ['PRODUCT', 'PRODUCT_AND_LOCATION', 'PRODUCT_AND_DAY'] as const;
const SKUS = ['pear', 'Apple', 'apple-2', 'PEAR-3', 'quince'];

describe('the stock audit', () => {
  let shop: Operations;
  let from: string;
  let to: string;
  let ledger: Movement[];

  beforeAll(async () => {
    shop = await openOperations();
    const { today } = shop.server.shop;
    [from, to] = [addDays(today, -4), addDays(today, -1)];
    const places = [shop.adenta, shop.cowLane, shop.warehouse];
    const products: string[] = [];
    for (const sku of SKUS) products.push(await shop.product(sku));
    // Some places have movements before the period alone, some in it alone, some on several days.
    for (const [n, productId] of products.entries()) {
      for (const [m, locationId] of places.slice(0, 1 + (n % 3)).entries()) {
        const start = addDays(today, -6 + ((n + m) % 4));
        await shop.ask(
          'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }',
          {
            input: {
              ...{ locationId, businessDate: start },
              lines: [{ productId, quantity: 40 + n, batchNumber: `${n}-${m}` }],
            },
          },
        );
        for (let later = 1; later <= (n * m) % 4; later++) {
          const lines = [{ productId, quantity: 1 + later }];
          await shop.sell(locationId, lines, { businessDate: addDays(start, later) });
        }
      }
    }
    ledger = await asTenant(shop.server.database.pools.owner, shop.server.shop.tenant, (client) =>
      client
        .query<Movement>(
          `select p.sku, l.code, m.business_date::text as day, m.kind, m.quantity::int as quantity
           from inventory.movements m
           join inventory.products p on p.id = m.product_id join inventory.locations l on l.id = m.location_id
           where p.sku = any ($1)`,
          [SKUS],
        )
        .then(({ rows }) => rows),
    );
  });
  afterAll(() => shop?.close());

  const filters = '$from: LocalDate!, $to: LocalDate!, $groupBy: StockAuditGroup, $at: ID';
  const asked = 'from: $from, to: $to, groupBy: $groupBy, locationId: $at';
  const isMine = (line: Line) => SKUS.includes(line.product.sku);

  const whole = async (groupBy: string, at?: string): Promise<Line[]> =>
    (
      await shop.ask(`query (${filters}) { stockAudit(${asked}) { ${LINE} } }`, {
        ...{ from, to, groupBy, at },
      })
    ).stockAudit;

  const inPages = async (groupBy: string, first: number, at?: string) => {
    const lines: Line[] = [];
    const totals = new Set<number>();
    let after: string | null = null;
    do {
      const { stockAuditPage } = await shop.ask(
        `query (${filters}, $first: Int, $after: String) { stockAuditPage(${asked}, first: $first, after: $after) {
           nodes { ${LINE} } pageInfo { hasNextPage endCursor } totalCount } }`,
        { from, to, groupBy, at, first, after },
      );
      lines.push(...stockAuditPage.nodes);
      totals.add(stockAuditPage.totalCount);
      after = stockAuditPage.pageInfo.hasNextPage ? stockAuditPage.pageInfo.endCursor : null;
    } while (after);
    return { lines, totals: [...totals] };
  };

  /** The lines that the movements of the ledger make, in the order of the audit. */
  function expected(groupBy: (typeof GROUPS)[number], code?: string): Line[] {
    const moved = ledger.filter((each) => each.day <= to && (!code || each.code === code));
    const partOf = ({ sku, code: at, day }: Movement) =>
      JSON.stringify(
        {
          PRODUCT: [sku, null, null],
          PRODUCT_AND_LOCATION: [sku, at, null],
          PRODUCT_AND_DAY: [sku, null, day],
        }[groupBy],
      );
    const sum = (of: Movement[]) => of.reduce((total, { quantity }) => total + quantity, 0);
    // A place that has moved only after the period is there with nothing, and a day needs a movement.
    const everMoved = ledger.filter((each) => !code || each.code === code);
    const inPeriod = moved.filter(({ day }) => day >= from);
    const parts = new Set((groupBy === 'PRODUCT_AND_DAY' ? inPeriod : everMoved).map(partOf));
    return [...parts]
      .map((part) => {
        const [sku, at, day] = JSON.parse(part) as [string, string | null, string | null];
        const ofPart = moved.filter((each) => each.sku === sku && (!at || each.code === at));
        const opening = sum(ofPart.filter((each) => each.day < (day ?? from)));
        const within = ofPart.filter((each) => (day ? each.day === day : each.day >= from));
        const ofKind = (kind: string) => sum(within.filter((each) => each.kind === kind));
        return {
          ...{ product: { sku }, location: at ? { code: at } : null, businessDate: day, opening },
          ...{ purchases: ofKind('RECEIPT'), sales: ofKind('SALE'), netChange: sum(within) },
          closing: opening + sum(within),
        };
      })
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  const orderOf = ({ product, location, businessDate }: Line) =>
    [product.sku.toLowerCase(), location?.code.toLowerCase() ?? '', businessDate ?? ''].join('\0');

  it.each(GROUPS)('adds up the ledger by %s', async (groupBy) => {
    expect(expected(groupBy).length).toBeGreaterThanOrEqual(SKUS.length);
    expect((await whole(groupBy)).filter(isMine)).toEqual(expected(groupBy));
    expect((await whole(groupBy, shop.cowLane)).filter(isMine)).toEqual(
      expected(groupBy, 'COW-LANE'),
    );
  });

  it.each(GROUPS)('has the same lines in pages of any size by %s', async (groupBy) => {
    for (const at of [undefined, shop.adenta]) {
      const lines = await whole(groupBy, at);
      for (const first of [1, 2, 3, 7, 100]) {
        expect(await inPages(groupBy, first, at)).toEqual({ lines, totals: [lines.length] });
      }
    }
  });

  it('has what was on hand at the end of a day, also before and after all movements', async () => {
    for (const date of [addDays(from, -60), from, to, addDays(to, 1)]) {
      const { stockAsOf } = await shop.ask(
        'query ($date: LocalDate!) { stockAsOf(date: $date) { product { sku } location { code } closing } }',
        { date },
      );
      const left = new Map<string, number>();
      for (const { sku, code, day, quantity } of ledger) {
        const key = `${sku} ${code}`;
        left.set(key, (left.get(key) ?? 0) + (day <= date ? quantity : 0));
      }
      const lines = (stockAsOf as Line[]).filter(isMine);
      expect(
        Object.fromEntries(
          lines.map(({ product: { sku }, location, closing }) => [
            `${sku} ${location!.code}`,
            closing,
          ]),
        ),
      ).toEqual(Object.fromEntries(left));
    }
  });

  it('refuses to say what will be on hand on a day to come', async () => {
    const tomorrow = addDays(to, 2);
    const refused = await shop.refused(
      'query ($date: LocalDate!) { stockAsOf(date: $date) { closing } }',
      { date: tomorrow },
    );
    expect(refused).toMatchObject({
      ...{ code: 'BAD_USER_INPUT' },
      details: { field: 'date', date: tomorrow, today: addDays(to, 1) },
    });
  });

  it('refuses a cursor of another list', async () => {
    const ofMovements = (await shop.ask('{ movements(first: 1) { pageInfo { endCursor } } }'))
      .movements.pageInfo.endCursor;
    const given = [
      'product',
      'product/',
      'x//',
      `${shop.adenta}//2020-02-30`,
      `${shop.adenta}////`,
    ];
    const cursors = given.map((key) =>
      Buffer.from(JSON.stringify(['stock-audit', key])).toString('base64url'),
    );
    for (const after of [ofMovements, ...cursors]) {
      expect(
        await shop.refused(
          `query ($after: String) { stockAuditPage(from: "2020-01-01", to: "2020-01-31", after: $after) { totalCount } }`,
          { after },
        ),
      ).toMatchObject({ code: 'INVALID_CURSOR', details: { field: 'after' } });
    }
  });
});
