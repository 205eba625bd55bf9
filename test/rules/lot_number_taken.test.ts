import { receiptSql } from './statements';
import { ruleSuite } from './suite';
import type { TestShop } from '../support/shop';

const lotSql = (s: TestShop, number: string, more = '') =>
  `insert into inventory.lots (tenant_id, id, product_id, lot_number)
   values ('${s.tenant}', inventory.uuid_v7(), '${s.product}', '${number}') ${more}`;

ruleSuite('lot_number_taken', {
  // Two deliveries of one lot meet in it, however its number is written.
  accepted: (s) => receiptSql(s, [{ number: 'B1' }, { number: 'b1' }, { number: 'B1' }]),
  appRefusedBy: 'privilege',
  attacks: [
    { by: 'INSERT', sql: (s) => lotSql(s, 'B1') },
    { by: 'INSERT in another case', sql: (s) => lotSql(s, 'b1') },
    {
      by: 'INSERT of several rows',
      sql: (s) => lotSql(s, 'B9', `, ('${s.tenant}', inventory.uuid_v7(), '${s.product}', 'b9')`),
    },
    {
      by: 'upsert by its id',
      sql: (s) => lotSql(s, 'B1', 'on conflict (tenant_id, id) do nothing'),
    },
  ],
  noGraphql: 'a number that is taken names the lot that has it',
  bearing: { attack: 1, as: 'owner' },
});
