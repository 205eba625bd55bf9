import type { TestShop } from '../support/shop';
import { actorSql, countEntrySql, countLineSql, tallySql } from './count-statements';
import { ruleSuite } from './suite';

const rebase = (count: string) =>
  `update inventory.stock_count_lines set rebased_at = now() where stock_count_id = '${count}'`;
const record = (s: TestShop, count: string, batch: string) =>
  `select inventory.record_count('${s.identity}', '{"stockCountId": "${count}", "lines": [{"batchId": "${batch}", "countedQuantity": 1}]}')`;

ruleSuite('count_closed', {
  accepted: (s) => `${rebase(s.openCount)}; ${countEntrySql(s, s.openCount, s.batch, 97)}`,
  attacks: [
    { by: 'a figure of a posted one', sql: (s) => countEntrySql(s, s.postedCount, s.batch, 1) },
    {
      by: 'a figure of a cancelled one',
      sql: (s) => countEntrySql(s, s.cancelledCount, s.batch, 1),
    },
    { by: 'rebasing', sql: (s) => rebase(s.postedCount) },
    { by: 'a line', sql: (s) => countLineSql(s, s.postedCount, s.batch) },
    {
      by: 'a figure beside one of an open count',
      sql: (s) =>
        `${countEntrySql(s, s.openCount, s.batch, 1)} ${countEntrySql(s, s.postedCount, s.batch, 1)}`,
    },
    { by: 'recording', sql: (s) => record(s, s.postedCount, s.warehouseBatch) },
    {
      by: 'a figure of a batch that is settled',
      sql: (s) =>
        `${actorSql('other')} ${countEntrySql(s, s.blindCount, s.otherBatch, 40)} ${tallySql(s, s.blindCount, s.otherBatch)}
         ${actorSql('third')} ${countEntrySql(s, s.blindCount, s.otherBatch, 41)}`,
    },
    {
      by: 'a tally of a batch that is settled',
      sql: (s) =>
        `${actorSql('third')} ${countEntrySql(s, s.blindCount, s.otherBatch, 41)}
         ${actorSql('other')} ${countEntrySql(s, s.blindCount, s.otherBatch, 40)} ${tallySql(s, s.blindCount, s.otherBatch)}
         ${actorSql('third')} ${tallySql(s, s.blindCount, s.otherBatch)}`,
    },
    { by: 'recording another batch', sql: (s) => record(s, s.cancelledCount, s.batch) },
  ],
  graphql: {
    query: `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }`,
    variables: (s) => ({
      id: s.postedCount,
      lines: [{ batchId: s.warehouseBatch, countedQuantity: 1 }],
    }),
    details: () => ({ field: 'stockCountId', status: 'POSTED' }),
  },
});
