import { asTenant, refusalOf } from '../support/database';
import type { TestShop } from '../support/shop';
import { openAppLogin, type AppLogin } from './app-login';

// A transaction with the snapshot of an older moment does not see what others committed while it waited for a lock: it
// closed a day without its last sales, and posted a count against figures recorded since.

describe('a write on the snapshot of an older moment', () => {
  let login: AppLogin;

  beforeAll(async () => {
    login = await openAppLogin();
  });
  afterAll(() => login?.close());

  const CALLS: [string, string, (s: TestShop) => object][] = [
    [
      'a sale',
      'record_sale',
      (s) => ({ locationId: s.location, lines: [{ productId: s.product, quantity: 1 }] }),
    ],
    [
      'a refund',
      'refund_sale',
      (s) => ({ saleId: s.sale, reason: 'x', lines: [{ saleLineId: s.line, quantity: 1 }] }),
    ],
    [
      'a posted count',
      'set_stock_count_status',
      (s) => ({ id: s.openCount, status: 'POSTED', reason: 'x' }),
    ],
    ['a closed day', 'close_day', () => ({ businessDate: '2020-01-01' })],
    [
      'a reservation',
      'reserve_stock',
      (s) => ({ productId: s.product, locationId: s.location, quantity: 1, expiresInSeconds: 60 }),
    ],
    ['a hold', 'hold_batch', (s) => ({ id: s.batch, hold: 'RECALLED', reason: 'x' })],
  ];
  const LEVELS = ['repeatable read', 'serializable'];

  it.each(LEVELS.flatMap((level) => CALLS.map((call) => [level, ...call] as const)))(
    '%s: %s is refused',
    async (level, _, entry, input) => {
      const { pool, shop } = login;
      const refusal = await refusalOf(
        asTenant(
          pool,
          shop.tenant,
          async (client) => {
            await client.query(`rollback; begin isolation level ${level}`);
            await client.query(`select inventory.${entry}($1, $2)`, [
              shop.identity,
              JSON.stringify(input(shop)),
            ]);
          },
          'rollback',
        ),
      );
      expect(refusal).toMatch(/^0A000: Stock is written in READ COMMITTED transactions/);
    },
  );
});
