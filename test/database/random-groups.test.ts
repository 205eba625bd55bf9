import fc from 'fast-check';
import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, createTestDatabase, type TestDatabase } from '../support/database';
import { openShop, type TestShop } from '../support/shop';

// Two tenants with the same shop get the same sales: one in groups, the other one after the other. Each request has the same
// result or refusal, and the figures of both are the same. There is plenty of stock, so that nothing depends on who is first.

interface Request {
  readonly actor: string;
  readonly role: string;
  readonly input: object;
}

/** A shop, and its ids by names that both tenants have. */
interface Side {
  readonly shop: TestShop;
  readonly ids: Record<string, string>;
}

interface Refused {
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  readonly detail?: string;
  readonly hint?: string;
}

const GOODS = ['apple', 'pear', 'plum'];
const PLENTY = 100_000;

let database: TestDatabase;
let grouped: Side;
let alone: Side;
let round = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  [grouped, alone] = [await openSide('grouped'), await openSide('alone')];
});
afterAll(() => database?.drop());

async function openSide(code: string): Promise<Side> {
  const shop = await openShop(database, code);
  const { location, otherLocation, postage, inactive, tenant } = shop;
  const yesterday = await dayOf(shop, 1);
  const ids: Record<string, string> = { location, otherLocation, postage, inactive, yesterday };
  ids['nowhere'] = tenant; // an id of no location
  const create = async (sku: string, more: object = {}) => {
    ids[sku] = (await shop.call('create_product', { sku, name: sku, ...more })).id;
  };
  for (const sku of [...GOODS, 'of yesterday']) {
    await create(sku, { units: [{ code: 'pack', factor: 6 }] });
    const batch = { productId: ids[sku], quantity: PLENTY };
    await shop.call('receive_stock', {
      ...{ locationId: location, businessDate: await dayOf(shop, 9) },
      lines: [
        { ...batch, batchNumber: 'first', expiryDate: '2100-01-01', unitCost: '1.10' },
        { ...batch, batchNumber: 'second', expiryDate: '2100-02-01' },
      ],
    });
    const [first, second] = await read<{ id: string; lot: string }>(
      shop,
      'select id, lot_id as lot from inventory.batches where product_id = $1 order by line_number',
      ids[sku],
    );
    Object.assign(ids, { [`batch of ${sku}`]: first!.id, [`lot of ${sku}`]: second!.lot });
  }
  const part = (sku: string, quantity: number) => ({ productId: ids[sku], quantity });
  await create('basket', { kind: 'KIT', components: [part('apple', 2), part('pear', 1)] });
  await create('bowl', { kind: 'KIT', components: [part('pear', 3)] });
  return { shop, ids };
}

async function read<Row extends object>(
  { tenant }: TestShop,
  sql: string,
  ...values: unknown[]
): Promise<Row[]> {
  return asTenant(database.pools.super, tenant, async (client) => {
    return (await client.query<Row>(sql, values)).rows;
  });
}

async function dayOf(shop: TestShop, before: number): Promise<string> {
  const sql = 'select $1::date - $2::integer as day';
  const [row] = await read<{ day: string }>(shop, sql, shop.today, before);
  return row!.day;
}

/** The requests with the ids of a side. */
const of = ({ ids }: Side, requests: Request[]): Request[] =>
  JSON.parse(
    JSON.stringify(requests).replace(/"@([\w ]+)"/g, (_, name: string) => `"${ids[name]}"`),
  ) as Request[];

/** What a request got, with names for ids, and without what differs each time. */
function shown({ ids, shop }: Side, answer: { result?: object; error?: Refused }): string {
  const names = new Map(
    Object.entries({ ...ids, shop: shop.tenant }).map(([name, id]) => [id, name]),
  );
  const { code, message, constraint = '', detail = '', hint = '' } = answer.error ?? {};
  // What PostgreSQL says of a constraint of its own prints the row.
  const facts = detail.startsWith('{') ? detail : '';
  const text = JSON.stringify(answer.result ?? { code, message, constraint, facts, hint });
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => names.get(id) ?? 'id')
    .replace(/S-[0-9A-F]{12}/g, 'number')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');
}

async function inGroup(side: Side, requests: Request[]): Promise<string[]> {
  const { rows } = await database.pools.app.query<{ result: { result?: object }[] }>(
    `select inventory.write_group($1, 'record_sale', $2) as result`,
    [side.shop.tenant, JSON.stringify(of(side, requests))],
  );
  return rows[0]!.result.map((answer) => shown(side, answer));
}

async function inTurn(side: Side, requests: Request[]): Promise<string[]> {
  const answers: string[] = [];
  for (const { actor, role, input } of of(side, requests)) {
    const answer = await database.pools.app
      .query<{ result: object }>('select inventory.record_sale($1, $2) as result', [
        { tenant: side.shop.tenant, actor, role },
        input,
      ])
      .then(
        ({ rows }) => rows[0]!,
        (error: Refused) => ({ error }),
      );
    answers.push(shown(side, answer));
  }
  return answers;
}

/** The figures of a side, by the names of its goods. */
async function figures({ shop }: Side): Promise<unknown[]> {
  const of = 'join inventory.products p on p.tenant_id = x.tenant_id and p.id = x.product_id';
  const own = `array['tenant_id', 'product_id', 'location_id', 'batch_id', 'head_hash', 'last_movement_at', 'received_at', 'reserved_until']`;
  const statements = [
    ...['stock_levels', 'daily_stock', 'batch_stock'].map(
      (table) =>
        `select p.sku, to_jsonb(x) - ${own} as figures from inventory.${table} x ${of} order by 1, 2`,
    ),
    `select p.sku, x.actor, x.kind, x.business_date, sum(x.quantity) as quantity from inventory.movements x ${of}
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    `select p.sku, x.unit, x.unit_price, x.tracked, x.kit, sum(x.base_quantity) as quantity, count(*) from inventory.sale_lines x ${of}
     group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    `select p.sku, x.status, sum(x.committed_quantity) from inventory.reservations x ${of} group by 1, 2 order by 1, 2`,
    'select key, operation from inventory.idempotency_keys order by 1',
    'select actor, business_date, backdated, count(*) from inventory.sales group by 1, 2, 3 order by 1, 2, 3',
  ];
  const found: unknown[] = [];
  for (const statement of statements) found.push(await read(shop, statement));
  return found;
}

const line = fc.record(
  {
    productId: fc.constantFrom('@apple', '@pear', '@plum', '@postage', '@basket', '@bowl'),
    quantity: fc.integer({ min: 1, max: 3 }),
    unitPrice: fc.constantFrom('1.5', '0.333333', '12.3456789', '0', null),
  },
  { requiredKeys: ['productId', 'quantity'] },
);
const special = fc.constantFrom<object>(
  { productId: '@apple', quantity: 1, batchId: '@batch of apple' },
  { productId: '@pear', quantity: 2, lotId: '@lot of pear' },
  { productId: '@plum', quantity: 1, unit: 'pack', unitPrice: '6' },
  { productId: '@apple', quantity: 2, unit: 'pcs' },
);
const wrong = fc.constantFrom<object>(
  { productId: '@apple', quantity: 0 },
  { productId: '@apple', quantity: 1.5 },
  { productId: '@apple', quantity: 1, unit: 'crate' },
  { productId: '@apple', quantity: 1, unitPrice: '-0.01' },
  { productId: '@pear', quantity: 1, unitPrice: '1e15' },
  { productId: '@pear', quantity: 9e15 },
  { productId: '@basket', quantity: 4e14 },
  { productId: '@apple', quantity: 1, batchId: '@batch of pear' },
  { productId: '@inactive', quantity: 1 },
  { productId: '@location', quantity: 1 },
  { quantity: 1 },
);
const goods = fc.array(line, { minLength: 1, maxLength: 4 });
const lines = fc.oneof(
  { weight: 12, arbitrary: goods },
  { weight: 3, arbitrary: fc.tuple(goods, special).map(([some, one]) => [...some, one]) },
  { weight: 2, arbitrary: fc.tuple(goods, wrong).map(([some, one]) => [...some, one]) },
  { weight: 1, arbitrary: fc.constant<object[]>([]) },
);
const input = fc.record(
  {
    lines,
    locationId: fc.constantFrom(
      ...Array<string>(9).fill('@location'),
      '@otherLocation',
      '@nowhere',
    ),
    idempotencyKey: fc.constantFrom('one', 'two', 'three', ' '),
    occurredAt: fc.constantFrom('2020-02-29T12:00:00Z', '2999-01-01T00:00:00Z', null),
  },
  { requiredKeys: ['lines', 'locationId'] },
);
const ofYesterday = fc.record({
  lines: fc
    .constantFrom([1], [2, 1])
    .map((quantities) =>
      quantities.map((quantity) => ({ productId: '@of yesterday', quantity, unitPrice: '2' })),
    ),
  locationId: fc.constant('@location'),
  businessDate: fc.constantFrom('@yesterday', '2999-01-01', '1999-12-31'),
});
const request = fc.record({
  actor: fc.constantFrom('anna', 'ben'),
  role: fc.constantFrom(...Array<string>(6).fill('clerk'), 'manager', 'manager', 'admin', 'viewer'),
  input: fc.oneof({ weight: 8, arbitrary: input }, { weight: 1, arbitrary: ofYesterday }),
});

/** Promises the same to both, and has one of the requests use it. */
async function promise(requests: Request[]): Promise<void> {
  const name = `promise ${round}`;
  for (const { shop, ids } of [grouped, alone]) {
    const reserved = await shop.call('reserve_stock', {
      ...{
        productId: ids['plum'],
        locationId: ids['location'],
        quantity: 2,
        expiresInSeconds: 3600,
      },
    });
    ids[name] = reserved.id;
  }
  const input = {
    ...{ locationId: '@location', reservationIds: [`@${name}`] },
    lines: [{ productId: '@plum', quantity: 2 }],
  };
  requests.splice(round % (requests.length + 1), 0, { actor: 'ben', role: 'clerk', input });
}

it('sales in a group have the results, refusals and figures of sales one after the other', async () => {
  const some = fc.array(request, { minLength: 2, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(some, fc.boolean(), async (given, promised) => {
      round++;
      const requests = given.map((each) => ({
        ...each,
        input: JSON.parse(
          JSON.stringify(each.input).replace(/"(one|two|three)"/, `"$1 ${round}"`),
        ) as object,
      }));
      if (promised && round % 3 === 0) await promise(requests);
      expect(await inGroup(grouped, requests)).toEqual(await inTurn(alone, requests));
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect(await figures(grouped)).toEqual(await figures(alone));
  for (const { shop } of [grouped, alone]) {
    const counts = await asTenant(database.pools.owner, shop.tenant, (client) =>
      client.query<{ violations: number }>(violationsStatement()),
    );
    expect(counts.rows.filter(({ violations }) => violations !== 0)).toEqual([]);
  }
}, 240_000);
