import type { TestShop } from '../support/shop';
import { dayClosed, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('day_closed', {
  accepted: (s) => `${dayClosed(s, -1)}; ${saleSql(s, [{}])}`,
  attacks: [
    {
      by: 'closing it again',
      sql: (s) => `${dayClosed(s, -1)}; ${dayClosed(s, -1)}`,
    },
    {
      by: 'closing an earlier one after it',
      sql: (s) => `${dayClosed(s, -1)}; ${dayClosed(s, -5)}`,
    },
    {
      // The clock of a server that took over, or another time zone: today was closed here already.
      by: 'a sale on a day that is closed',
      sql: (s) =>
        `update inventory.tenants set last_closed_on = '${s.today}' where id = '${s.tenant}'; ${saleSql(s, [{}])}`,
      as: ['owner'],
    },
    ...['null', 'last_closed_on - 1'].map((earlier) => ({
      by: `reopening it (${earlier})`,
      sql: (s: TestShop) =>
        `${dayClosed(s, -1)}; update inventory.tenants set last_closed_on = ${earlier} where id = '${s.tenant}'`,
      as: ['owner' as const],
    })),
  ],
  noGraphql:
    'its setting needs a day that is over; test/e2e/shop-day.test.ts refuses the second closing',
  bearing: { attack: 2, as: 'owner' },
});
