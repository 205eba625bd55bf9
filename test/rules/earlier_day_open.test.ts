import { dayClosed } from './statements';
import { ruleSuite } from './suite';

// Every movement of the test shop is of today, so its days are moved two days back.
const twoDaysBack = `set local session_replication_role = replica;
  update inventory.daily_stock set business_date = business_date - 2;
  set local session_replication_role = origin;`;

ruleSuite('earlier_day_open', {
  accepted: (s) => `${dayClosed(s, -2)}; ${dayClosed(s, -1)}`,
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'closing a day before an earlier one',
      sql: (s) => `${twoDaysBack} ${dayClosed(s, -1)}`,
      as: ['super'],
    },
    {
      by: 'opening a closed day',
      sql: (s) => `${dayClosed(s, -1)}; delete from inventory.closed_days`,
    },
    {
      by: 'changing a checkpoint',
      sql: (s) => `${dayClosed(s, -1)}; update inventory.closed_days set hash = ''`,
    },
    { by: 'TRUNCATE', sql: () => 'truncate inventory.closed_days cascade' },
  ],
  noGraphql: 'the shop has movements of today only; test/e2e/shop-day.test.ts closes in order',
  bearing: { attack: 1, as: 'owner' },
});
