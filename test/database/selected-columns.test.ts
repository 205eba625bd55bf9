import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// What is not selected of a view is not computed: PostgreSQL drops the joins that only a figure needs.

describe('the plan of a view of the API', () => {
  let database: TestDatabase;
  let shop: TestShop;
  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  /** The tables that are scanned, in the order of their names. */
  async function scanned(columns: string, view: string): Promise<string[]> {
    const { rows } = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ 'QUERY PLAN': string }>(
        `explain (costs off) select ${columns} from (select v.* from inventory.${view} v) q`,
      ),
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    return [
      ...plan.matchAll(
        /(?<!Bitmap )(?:Seq|Index|Index Only|Bitmap Heap) Scan(?: using \w+)? on (\w+)/g,
      ),
    ]
      .map(([, table]) => table!)
      .sort();
  }

  it.each([
    ['plain fields', 'api_batches', 'q.id, q."batchNumber", q."intakeQuantity"', ['batches']],
    ['an expiry date', 'api_batches', 'q.id, q."expiryDate"', ['batches', 'lots']],
    ['a sum', 'api_batches', 'q.id, q."soldQuantity"', ['batch_stock', 'batches']],
    [
      'several sums over one table',
      'api_batches',
      'q."soldQuantity", q."remainingQuantity", q."adjustedQuantity"',
      ['batch_stock', 'batches'],
    ],
    ['a status', 'api_batches', 'q.status', ['batch_stock', 'batches', 'lots', 'tenants']],
    [
      'plain fields',
      'api_stock',
      'q."onHand"',
      // Of goods their stock level; of kits their components, and where those are.
      ['kit_components', 'kit_components', 'stock_levels', 'stock_levels'],
    ],
    ['plain fields', 'api_lots', 'q."lotNumber", q."expiryDate"', ['lots']],
    ['a status', 'api_lots', 'q.status', ['lots', 'tenants']],
    ['plain fields', 'api_transfer_lines', 'q.quantity', ['transfer_lines']],
    [
      'several sums over one table',
      'api_transfer_lines',
      'q."receivedQuantity", q."inTransitQuantity"',
      // The arrivals only where the movements are in an archive.
      ['movements', 'transfer_arrivals', 'transfer_lines', 'transfers'],
    ],
    ['plain fields', 'api_stock_count_lines', 'q.version', ['stock_count_lines']],
  ])('reads for %s of %s only what they need', async (_, view, columns, tables) => {
    expect(await scanned(columns, view)).toEqual(tables);
  });

  it('adds up the stock of a place once for all of its figures, and once for the kits there', async () => {
    const tables = await scanned('q.expired, q.quarantined, q.available', 'api_stock');
    expect(tables.filter((table) => table === 'batch_stock')).toHaveLength(2);
  });
});
