import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// Kits that share a component, and that component by itself, are sold by many sessions at once: what there is is sold, and
// not one more. The sessions lock in one order, so that none is ended by a deadlock.

describe('a kit and its components at once', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let serial = 0;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  async function stocked(quantity: number): Promise<string> {
    const sku = `PART-${++serial}`;
    const { id } = await shop.call('create_product', { sku, name: sku });
    for (const each of [1, quantity - 1]) {
      await shop.call('receive_stock', {
        locationId: shop.location,
        lines: [{ productId: id, quantity: each }],
      });
    }
    return id;
  }

  const kitOf = async (components: [string, number][]) =>
    (
      await shop.call('create_product', {
        ...{ sku: `KIT-${++serial}`, name: 'Kit', kind: 'KIT' },
        components: components.map(([productId, quantity]) => ({ productId, quantity })),
      })
    ).id;

  const sell = (...lines: [string, number][]) =>
    refusalOf(
      shop.call('record_sale', {
        locationId: shop.location,
        lines: lines.map(([productId, quantity]) => ({ productId, quantity })),
      }),
    );

  const figures = async (sql: string, ...values: unknown[]) =>
    (
      await asTenant(database.pools.super, shop.tenant, (client) =>
        client.query<Record<string, number>>(sql, values),
      )
    ).rows;

  const onHand = async (product: string) =>
    (
      await figures(
        'select on_hand::int as quantity from inventory.stock_levels where product_id = $1',
        product,
      )
    )[0]!['quantity'];

  async function expectSound(): Promise<void> {
    const rows = await figures(violationsStatement());
    expect(rows.filter((row) => row['violations']! > 0)).toEqual([]);
  }

  it('sell no more than there is', async () => {
    const [first, second] = [await stocked(30), await stocked(12)];
    const kits = [
      await kitOf([
        [first, 2],
        [second, 1],
      ]),
      await kitOf([
        [second, 1],
        [first, 1],
      ]),
    ];
    const attempts: [string, number][][] = Array.from({ length: 36 }, (_, n) => {
      if (n % 3 === 0) return [[first, 1]];
      if (n % 3 === 1) return [[kits[n % 2]!, 1]];
      return [
        [second, 1],
        [kits[n % 2]!, 1],
        [first, 1],
      ];
    });
    const answers = await Promise.all(attempts.map((lines) => sell(...lines)));
    expect(new Set(answers)).toEqual(new Set(['(accepted)', 'insufficient_stock']));
    const taken = (product: string) =>
      attempts
        .filter((_, n) => answers[n] === '(accepted)')
        .flat()
        .reduce((sum, [id]) => {
          if (id === product) return sum + 1;
          if (id === kits[0]) return sum + (product === first ? 2 : 1);
          return id === kits[1] ? sum + 1 : sum;
        }, 0);
    expect([await onHand(first), await onHand(second)]).toEqual([
      30 - taken(first),
      12 - taken(second),
    ]);
    await expectSound();
  });

  it('sell the last one once', async () => {
    const part = await stocked(2);
    const kit = await kitOf([[part, 2]]);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => sell(n % 2 ? [kit, 1] : [part, 2])),
    );
    expect(answers.filter((answer) => answer === '(accepted)')).toHaveLength(1);
    expect(await onHand(part)).toBe(0);
    await expectSound();
  });

  it('are changed while they are sold: each sale has one list of components or the other', async () => {
    const [first, second] = [await stocked(40), await stocked(40)];
    const kit = await kitOf([[first, 1]]);
    const change = (product: string, quantity: number) =>
      refusalOf(
        shop.call('set_kit_components', {
          productId: kit,
          components: [{ productId: product, quantity }],
        }),
      );
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => {
        if (n % 4 === 0) return change(n % 8 ? first : second, n % 8 ? 1 : 2);
        return sell([kit, 1]);
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['(accepted)']));
    const kept = await figures(
      `select count(*)::int as components, max(c.quantity)::int as quantity, bool_or(c.product_id = $2)::int as second
       from inventory.sale_line_components c join inventory.sale_lines l on l.id = c.sale_line_id
       where l.product_id = $1 group by l.id`,
      kit,
      second,
    );
    expect(kept).toHaveLength(18);
    for (const { components, quantity, second: isSecond } of kept) {
      expect([components, quantity]).toEqual([1, isSecond ? 2 : 1]);
    }
    await expectSound();
  });

  it('keep one component at least when two sessions each remove one', async () => {
    const [first, second] = [await stocked(2), await stocked(2)];
    const kit = await kitOf([
      [first, 1],
      [second, 1],
    ]);
    const remove = (component: string) =>
      refusalOf(
        asTenant(database.pools.app, shop.tenant, (client) =>
          client.query(
            'update inventory.kit_components set removed_at = now() where kit_id = $1 and component_id = $2',
            [kit, component],
          ),
        ),
      );
    const answers = await Promise.all([remove(first), remove(second)]);
    expect(answers.sort()).toEqual(['(accepted)', 'kit_empty']);
    await expectSound();
  });

  it('give the same answers in a group as one by one', async () => {
    const parts = [await stocked(10), await stocked(10)] as const;
    const twins = [await stocked(10), await stocked(10)] as const;
    const inputs = async ([first, second]: readonly [string, string]) => {
      const kit = await kitOf([
        [first, 2],
        [second, 1],
      ]);
      return [
        [[kit, 1]],
        [[first, 1]],
        [
          [kit, 1],
          [second, 3],
        ],
        [[kit, 9]],
        [[second, 2]],
      ].map((lines) => ({
        locationId: shop.location,
        lines: lines.map(([productId, quantity]) => ({ productId, quantity })),
      }));
    };
    const together = await inputs(parts);
    const { rows } = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ answers: { result?: object; error?: { constraint: string } }[] }>(
        'select inventory.write_group($1, $2, $3) as answers',
        [
          shop.tenant,
          'record_sale',
          JSON.stringify(together.map((input) => ({ actor: 'tester', role: 'admin', input }))),
        ],
      ),
    );
    const grouped = rows[0]!.answers.map(({ error }) => error?.constraint ?? '(accepted)');
    const alone: string[] = [];
    for (const input of await inputs(twins)) {
      alone.push(await refusalOf(shop.call('record_sale', input)));
    }
    expect(grouped).toEqual(alone);
    expect(alone).toEqual([
      ...['(accepted)', '(accepted)', '(accepted)'],
      ...['insufficient_stock', '(accepted)'],
    ]);
    const left = (products: readonly string[]) => Promise.all(products.map(onHand));
    expect(await left(parts)).toEqual(await left(twins));
    // The plain sales of a group take their stock first, so what a line takes is compared, and not from which batch.
    const taken = (products: readonly string[]) =>
      figures(
        `select sum(-m.quantity)::int as quantity, (m.product_id = $1)::int as first from inventory.movements m
         where m.product_id = any ($2) and m.kind = 'SALE' group by m.document_line_id, m.product_id order by first, quantity`,
        products[0],
        products,
      );
    expect(await taken(parts)).toEqual(await taken(twins));
    await expectSound();
  });
});
