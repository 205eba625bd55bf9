import fc from 'fast-check';
import { violationsStatement } from '../../src/database/rules';
import { writeDocument, type DocumentFunction } from '../../src/database/documents';
import { asTenant, createTestDatabase, refusalOf, type TestDatabase } from '../support/database';
import { openShop, type TestShop } from '../support/shop';

// Eight sessions on real connections do what they like to a few hot batches. Afterwards every document
// that was acknowledged is in the ledger exactly once, and nothing else is.

const SESSIONS = 8;
const OPERATIONS = Number(process.env['BINCARD_TEST_OPERATIONS'] ?? 60);
const SEED = Number(process.env['BINCARD_TEST_SEED'] ?? Date.now() % 2 ** 31);

type Operation =
  | { kind: 'receive'; quantity: number; twice: boolean }
  | { kind: 'sell'; quantities: number[]; twice: boolean }
  | { kind: 'refund'; which: number; quantity: number; twice: boolean }
  | { kind: 'void'; which: number };

const small = fc.integer({ min: 1, max: 9 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      quantity: small,
      twice: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('sell' as const),
      quantities: fc.array(small, { minLength: 1, maxLength: 3 }),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      which: fc.nat(),
      quantity: small,
      twice: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('void' as const), which: fc.nat() }) },
);

/** What a session may be told: everything else is a defect. */
const EXPECTED = ['insufficient_stock', 'refund_exceeds_sale', 'illegal_transition'];

interface Sold {
  readonly id: string;
  readonly lines: { readonly id: string }[];
}

/** What was acknowledged to the sessions. */
class Acknowledged {
  readonly receipts = new Map<string, number>();
  readonly sales: Sold[] = [];
  readonly soldUnits = new Map<string, number>();
  readonly refunds = new Map<string, number>();
  readonly voids = new Set<string>();
  readonly refusals = new Map<string, number>();
}

describe(`${SESSIONS} sessions (BINCARD_TEST_SEED=${SEED})`, () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeEach(async () => {
    database = await createTestDatabase();
    shop = await openShop(database);
  });
  afterEach(() => database?.drop());

  it('leave a ledger that adds up', async () => {
    const scripts = fc.sample(
      fc.array(operation, { minLength: OPERATIONS, maxLength: OPERATIONS }),
      {
        seed: SEED,
        numRuns: SESSIONS,
      },
    );
    const before = await onHand();
    const done = new Acknowledged();
    await Promise.all(
      scripts.map((script, session) => runSession(script, `${SEED}-${session}`, done)),
    );

    expect([...done.refusals.keys()].filter((rule) => !EXPECTED.includes(rule))).toEqual([]);
    expect(done.sales.length).toBeGreaterThan(SESSIONS);
    await expectLedgerToHold(done, before);
  });

  async function runSession(script: Operation[], key: string, done: Acknowledged): Promise<void> {
    for (const [n, step] of script.entries()) {
      const refusal = await refusalOf(runStep(step, `${key}-${n}`, done));
      if (refusal !== '(nobody)') {
        done.refusals.set(refusal, (done.refusals.get(refusal) ?? 0) + 1);
      }
    }
  }

  async function runStep(step: Operation, key: string, done: Acknowledged): Promise<void> {
    const sale = 'which' in step ? done.sales[step.which % done.sales.length] : undefined;
    switch (step.kind) {
      case 'receive': {
        const line = { productId: shop.product, batchNumber: key, quantity: step.quantity };
        const { id } = await write('receive_stock', key, step.twice, {
          locationId: shop.location,
          lines: [line],
        });
        done.receipts.set(id, step.quantity);
        return;
      }
      case 'sell': {
        const lines = step.quantities.map((quantity) => ({ productId: shop.product, quantity }));
        const sold = await write<Sold>('record_sale', key, step.twice, {
          locationId: shop.location,
          lines,
        });
        done.sales.push(sold);
        done.soldUnits.set(
          sold.id,
          step.quantities.reduce((sum, units) => sum + units, 0),
        );
        return;
      }
      case 'refund': {
        if (!sale) return;
        const { id } = await write('refund_sale', key, step.twice, {
          saleId: sale.id,
          reason: 'random',
          lines: [{ saleLineId: sale.lines[0]!.id, quantity: step.quantity }],
        });
        done.refunds.set(id, step.quantity);
        return;
      }
      case 'void':
        if (!sale) return;
        await write('void_sale', undefined, false, { id: sale.id, reason: 'random' });
        done.voids.add(sale.id);
    }
  }

  /** Writes a document; with `twice`, the same request goes out a second time at the same moment. */
  async function write<Result extends { id: string } = { id: string }>(
    name: DocumentFunction,
    idempotencyKey: string | undefined,
    twice: boolean,
    input: object,
  ): Promise<Result> {
    const identity = { tenantId: shop.tenant, actor: 'random', role: 'admin' as const };
    const once = () =>
      writeDocument<Result>(database.pools.app, identity, name, { ...input, idempotencyKey });
    if (!twice) return once();
    const answers = await Promise.allSettled([once(), once()]);
    // Refused, then accepted, is possible: stock may come in between the two.
    const accepted = answers.filter((answer) => answer.status === 'fulfilled');
    expect(new Set(accepted.map((answer) => answer.value.id)).size).toBeLessThanOrEqual(1);
    if (accepted[0]) return accepted[0].value;
    throw (answers[0] as PromiseRejectedResult).reason;
  }

  async function onHand(): Promise<number> {
    const { rows } = await database.pools.super.query<{ sum: string }>(
      'select sum(on_hand)::bigint as sum from inventory.stock_levels',
    );
    return Number(rows[0]!.sum);
  }

  async function expectLedgerToHold(done: Acknowledged, before: number): Promise<void> {
    const violations = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ violations: number }>(violationsStatement()),
    );
    expect(violations.rows.filter((row) => row.violations > 0)).toEqual([]);

    const { rows } = await database.pools.super.query<{ kind: string; id: string; moved: number }>(
      `select kind, document_id as id, sum(quantity)::bigint as moved from inventory.movements
       where actor = 'random' group by kind, document_id`,
    );
    const moved = (kind: string) =>
      new Map(rows.filter((row) => row.kind === kind).map((row) => [row.id, row.moved]));
    expect(moved('RECEIPT')).toEqual(done.receipts);
    expect(moved('REFUND')).toEqual(done.refunds);
    expect(moved('SALE')).toEqual(new Map([...done.soldUnits].map(([id, units]) => [id, -units])));
    expect(new Set(moved('SALE_VOID').keys())).toEqual(
      // A sale whose every unit was refunded before cannot be voided, so each void moved something.
      done.voids,
    );
    const total = rows.reduce((sum, row) => sum + row.moved, 0);
    expect(await onHand()).toBe(before + total);
  }
});
