import { countedSql } from './count-statements';
import { adjustedSql, refundSql, saleSql, stepSql } from './statements';
import { transferSql } from './transfer-statements';
import { ruleSuite } from './suite';

const SALE = '01900000-0000-7000-8000-000000000001';

ruleSuite('count_outdated', {
  // Rebased, the figure of the outdated count moves along with its balance, from 40 to 38.
  accepted: (s) =>
    `update inventory.stock_count_lines set rebased_at = now() where stock_count_id = '${s.outdatedCount}' and counted_quantity is not null;
     ${stepSql('stock_counts', s.outdatedCount, 'POSTED', { post_reason: 'counted' })}`,
  attacks: [
    { by: 'a sale in between', sql: (s) => countedSql(s, s.batch, 97, saleSql(s, [{}])) },
    {
      by: 'a sale that the counter could have made: the figure is the new balance',
      sql: (s) => countedSql(s, s.batch, 96, saleSql(s, [{}])),
    },
    {
      by: 'a sale and its void',
      sql: (s) =>
        countedSql(
          s,
          s.batch,
          97,
          `${saleSql(s, [{}], { id: SALE })} update inventory.sales set status = 'VOIDED', void_reason = 'x' where id = '${SALE}';`,
        ),
    },
    {
      by: 'a refund in between',
      sql: (s) => countedSql(s, s.batch, 97, refundSql(s, [{ quantity: 1 }])),
    },
    {
      by: 'an adjustment in between',
      sql: (s) =>
        countedSql(s, s.batch, 97, adjustedSql(s, { batch: s.batch }, 'APPROVED', 'COMPLETED')),
    },
    {
      by: 'a transfer in between',
      sql: (s) => countedSql(s, s.batch, 97, transferSql(s, [{}], {}, 'APPROVED', 'DISPATCHED')),
    },
    {
      by: 'another count in between',
      sql: (s) => countedSql(s, s.batch, 97, countedSql(s, s.batch, 96)),
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { postStockCount(id: $id, reason: "counted") { id } }`,
    variables: (s) => ({ id: s.outdatedCount }),
    details: (s) => ({
      lines: [
        {
          ...{ batchId: s.warehouseBatch, expected: 40, counted: 40, balance: 38 },
          movements: [{ kind: 'COUNT', quantity: -2, actor: 'tester' }],
        },
      ],
    }),
  },
});
