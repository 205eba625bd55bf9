import { randomUUID } from 'node:crypto';
import { toRefusal } from '../../src/database/error-mapping';
import { GroupedRequestError, type RequestError } from '../../src/database/grouped-request-error';
import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

interface Sale {
  readonly id: string;
  readonly actor: string;
  readonly receiptNumber: string;
  readonly replayed: boolean;
  readonly lines: { quantity: number }[];
}

interface Request {
  readonly actor: string;
  readonly role: string;
  readonly input: object;
}

type Outcome = { readonly result?: Sale; readonly error?: RequestError };

describe('sales that are written in a group', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let product: string;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  beforeEach(async () => {
    const sku = randomUUID();
    product = (await shop.call('create_product', { sku, name: sku })).id;
    await shop.call('receive_stock', {
      locationId: shop.location,
      lines: [
        { productId: product, batchNumber: 'early', quantity: 6, expiryDate: '2100-01-01' },
        { productId: product, batchNumber: 'late', quantity: 4, expiryDate: '2100-02-01' },
      ],
    });
  });
  afterAll(() => database?.drop());

  const input = (quantity: number, more: object = {}) => ({
    ...{ locationId: shop.location, lines: [{ productId: product, quantity }] },
    ...more,
  });
  const clerk = (actor: string, body: object): Request => ({ actor, role: 'clerk', input: body });

  async function writeGroup(...requests: Request[]): Promise<Outcome[]> {
    const { rows } = await database.pools.app.query<{ result: Outcome[] }>(
      `select inventory.write_group($1, 'record_sale', $2) as result`,
      [shop.tenant, JSON.stringify(requests)],
    );
    return rows[0]!.result;
  }

  /** What became of each: the units that it sold, or the rule that refused it. */
  async function outcomes(...requests: Request[]): Promise<(number | string | undefined)[]> {
    const answers = await writeGroup(...requests);
    return answers.map(({ result, error }) => result?.lines[0]!.quantity ?? error?.constraint);
  }

  /** What was taken of the product: the sale's number in the group, the batch and the quantity, as the ledger has them. */
  async function taken(answers: Outcome[]): Promise<string[]> {
    const { rows } = await database.pools.super.query<{ sale: string; taken: string }>(
      `select m.document_id as sale, b.batch_number || ' ' || -m.quantity as taken
       from inventory.movements m join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
       where m.tenant_id = $1 and m.product_id = $2 and m.kind = 'SALE' order by m.id`,
      [shop.tenant, product],
    );
    const ids = answers.map(({ result }) => result?.id);
    return rows.map((row) => `${ids.indexOf(row.sale)}: ${row.taken}`);
  }

  it('answers each as record_sale does', async () => {
    const alone = await shop.call<Sale>('record_sale', input(1, { receiptNumber: 'A-1' }));
    const answers = await writeGroup(
      ...[1, 2, 3].map((n) => clerk(`till-${n}`, input(1, { receiptNumber: `G-${n}` }))),
    );
    expect(answers.map(({ result }) => [result!.actor, result!.receiptNumber])).toEqual([
      ...[1, 2, 3].map((n) => [`till-${n}`, `G-${n}`]),
    ]);
    for (const { result } of answers) {
      expect(Object.keys(result!)).toEqual(Object.keys(alone));
      expect(Object.keys(result!.lines[0]!)).toEqual(Object.keys(alone.lines[0]!));
      const { rows } = await database.pools.super.query<{ sale: Sale }>(
        'select inventory.sale_json($1, $2, false) as sale',
        [shop.tenant, result!.id],
      );
      expect(rows[0]!.sale).toEqual(result);
    }
  });

  it('takes stock in the order of the requests, and refuses the ones for whom nothing is left', async () => {
    const answers = await writeGroup(
      ...[3, 2, 4, 2, 1].map((quantity, n) => clerk(`till-${n}`, input(quantity))),
    );
    expect(answers.map(({ result }) => result?.lines[0]!.quantity)).toEqual([
      3,
      2,
      4,
      undefined,
      1,
    ]);
    // What is available when the group is answered.
    expect(JSON.parse(answers[3]!.error!.detail!)).toMatchObject({ requested: 2, available: 0 });
    expect(await taken(answers)).toEqual([
      ...['0: early 3', '1: early 2', '2: early 1', '2: late 3', '4: late 1'],
    ]);
  });

  it('writes each with its own actor and role', async () => {
    const answers = await writeGroup(
      clerk('anna', input(1, { idempotencyKey: randomUUID() })),
      { actor: 'vera', role: 'viewer', input: input(1) },
      clerk('carl', input(1, { businessDate: '2000-01-01' })),
      clerk('ben', input(2)),
    );
    expect(answers.map(({ result, error }) => result?.actor ?? error!.message)).toEqual([
      'anna',
      expect.stringContaining('"role_policy'),
      expect.stringContaining('earlier business date'),
      'ben',
    ]);
    const { rows } = await database.pools.super.query<{ actor: string; quantity: number }>(
      `select actor, quantity from inventory.movements
       where tenant_id = $1 and product_id = $2 and kind = 'SALE' order by id`,
      [shop.tenant, product],
    );
    expect(rows).toEqual([
      { actor: 'anna', quantity: -1 },
      { actor: 'ben', quantity: -2 },
    ]);
  });

  // Few lines are posted one by one, more of them as a set.
  it.each([2, 8])(
    'writes the movements of %s sales by the actors of their sales',
    async (count) => {
      const actors = Array.from({ length: count }, (_, n) => `till-${n}`);
      const answers = await writeGroup(...actors.map((actor) => clerk(actor, input(1))));
      const { rows } = await database.pools.super.query<{
        sale: string;
        actor: string;
        xmin: string;
      }>(
        `select document_id as sale, actor, xmin from inventory.movements
       where tenant_id = $1 and product_id = $2 and kind = 'SALE' order by id`,
        [shop.tenant, product],
      );
      expect(rows.map(({ sale, actor }) => [sale, actor])).toEqual(
        answers.map(({ result }, n) => [result!.id, actors[n]]),
      );
      expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1);
    },
  );

  it.each([
    ['actor', { role: 'clerk' }],
    ['role', { actor: 'carl' }],
  ])('gives a request without %s that of no other one', async (_, identity) => {
    const answers = await writeGroup(
      clerk('anna', input(1)),
      { ...identity, input: input(1) } as Request,
      clerk('ben', input(1)),
    );
    const login = (await database.pools.app.query<{ u: string }>('select session_user as u'))
      .rows[0]!.u;
    expect(answers.map(({ result, error }) => result?.actor ?? error!.message)).toEqual([
      'anna',
      'actor' in identity ? expect.stringContaining('"role_policy') : login,
      'ben',
    ]);
  });

  describe('with keys', () => {
    it('gives a request that came twice one sale, and refuses another one with its key', async () => {
      const key = { idempotencyKey: randomUUID() };
      const [first, again, other] = await writeGroup(
        clerk('anna', input(1, key)),
        clerk('ben', input(1, key)),
        clerk('carl', input(2, key)),
      );
      expect(again!.result).toEqual({ ...first!.result, replayed: true });
      expect(other!.error).toMatchObject({ constraint: 'idempotency_key_reused', raised: true });
      const later = await writeGroup(clerk('ben', input(1)), clerk('anna', input(1, key)));
      expect(later[1]!.result).toEqual(again!.result);
    });

    it('writes the second where the first was refused', async () => {
      const key = { idempotencyKey: randomUUID() };
      expect(
        await outcomes(
          clerk('anna', input(11, key)),
          clerk('ben', input(10, key)),
          clerk('carl', input(10, key)),
        ),
      ).toEqual(['insufficient_stock', 10, 10]);
    });
  });

  // Each of these is refused alone; in a group it gets the very same error, and the others are written.
  const refused: [string, () => object][] = [
    ['too much', () => input(11)],
    ['no line', () => input(1, { lines: [] })],
    ['no lines', () => ({ locationId: shop.location })],
    ['lines that are none', () => input(1, { lines: 'x' })],
    ['a quantity of 0', () => input(0)],
    ['a quantity that is no number', () => input('x' as unknown as number)],
    ['a quantity beyond a bigint', () => input(1e30)],
    [
      'an amount that is not whole',
      () => input(1, { lines: [{ productId: product, amount: '0.5' }] }),
    ],
    ['an unknown product', () => input(1, { lines: [{ productId: randomUUID(), quantity: 1 }] })],
    ['a product that is no id', () => input(1, { lines: [{ productId: 'x', quantity: 1 }] })],
    ['an inactive product', () => input(1, { lines: [{ productId: shop.inactive, quantity: 1 }] })],
    ['an unknown location', () => input(1, { locationId: randomUUID() })],
    ['no location', () => input(1, { locationId: null })],
    ['a receipt number that is taken', () => input(1, { receiptNumber: 'R-1' })],
    ['a receipt number that is too long', () => input(1, { receiptNumber: 'R'.repeat(200) })],
    ['a time to come', () => input(1, { occurredAt: '2999-01-01T00:00:00Z' })],
    ['an infinite time', () => input(1, { occurredAt: 'infinity' })],
    ['a date to come', () => input(1, { businessDate: '2999-01-01' })],
    ['a key that is taken', () => input(1, { idempotencyKey: 'k-1' })],
    ['an empty key', () => input(1, { idempotencyKey: ' ' })],
    ['an unknown reservation', () => input(1, { reservationIds: [randomUUID()] })],
    [
      'an unknown batch',
      () => input(1, { lines: [{ productId: product, quantity: 1, batchId: randomUUID() }] }),
    ],
  ];
  it.each(refused)('refuses %s as record_sale does, and writes the others', async (_, bad) => {
    const body = bad();
    const alone = await shop.call('record_sale', body).catch((error: unknown) => error);
    const [before, answer, after] = await writeGroup(
      clerk('anna', input(2)),
      { actor: 'tester', role: 'admin', input: body },
      clerk('ben', input(3)),
    );
    expect([before, after].map((each) => each!.result?.lines[0]!.quantity)).toEqual([2, 3]);
    const facts = (error: unknown) => {
      const { code, message, constraint, table, column, hint } = error as RequestError;
      const { kind, broken } = toRefusal(error) ?? {};
      const figures = { ...broken?.facts, available: undefined }; // the others have sold some
      return JSON.parse(
        JSON.stringify({
          ...{ code, message: broken?.rule === 'insufficient_stock' ? '' : message, constraint },
          ...{ table, column, hint, kind, broken: { ...broken, facts: figures } },
        }).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+ available/g, ''),
      ) as unknown;
    };
    expect(alone).toBeInstanceOf(Error);
    expect(answer!.error).toBeDefined();
    expect(facts(new GroupedRequestError(answer!.error!))).toEqual(facts(alone));
  });

  it('asks of each what is asked at COMMIT, reservations included', async () => {
    const reservation = await shop.call('reserve_stock', {
      ...{ productId: product, locationId: shop.location, quantity: 5 },
      expiresInSeconds: 3600,
    });
    const reserved = { reservationIds: [reservation.id] };
    expect(
      await outcomes(
        clerk('anna', input(1)),
        clerk('ben', input(1, { ...reserved, lines: [{ productId: shop.postage, quantity: 1 }] })),
        clerk('carl', input(5, reserved)),
        clerk('dora', input(5)),
        clerk('emil', input(4)),
      ),
    ).toEqual([1, 'reservation_not_of_sale', 5, 'insufficient_stock', 4]);
  });

  it('commits or is undone with the transaction that it is part of', async () => {
    await asTenant(
      database.pools.app,
      shop.tenant,
      async (client) => {
        await client.query(`select inventory.write_group($1, 'record_sale', $2)`, [
          shop.tenant,
          JSON.stringify([clerk('anna', input(1)), clerk('ben', input(1))]),
        ]);
      },
      'rollback',
    );
    expect(await outcomes(clerk('anna', input(10)))).toEqual([10]);
  });

  it('writes an empty group, and no other operation', async () => {
    expect(await writeGroup()).toEqual([]);
    await expect(
      database.pools.app.query(`select inventory.write_group($1, 'close_day', '[]')`, [
        shop.tenant,
      ]),
    ).rejects.toThrow('close_day is not written in groups');
  });
});
