import type { TestShop } from '../support/shop';
import { countLineSql } from './statements';
import { ruleSuite } from './suite';

const figure = (count: string, column = 'counted_quantity = 1') =>
  `update inventory.stock_count_lines set ${column} where stock_count_id = '${count}'`;
const record = (s: TestShop, count: string, batch: string) =>
  `select inventory.record_count('${s.identity}', '{"stockCountId": "${count}", "lines": [{"batchId": "${batch}", "countedQuantity": 1}]}')`;

ruleSuite('count_closed', {
  accepted: (s) => figure(s.openCount),
  attacks: [
    { by: 'UPDATE of a posted one', sql: (s) => figure(s.postedCount) },
    { by: 'UPDATE of a cancelled one', sql: (s) => figure(s.cancelledCount) },
    { by: 'a figure taken back', sql: (s) => figure(s.postedCount, 'counted_quantity = null') },
    { by: 'rebasing', sql: (s) => figure(s.postedCount, 'rebased_at = now()') },
    { by: 'INSERT', sql: (s) => countLineSql(s, s.postedCount, s.batch, 1) },
    { by: 'upsert', sql: (s) => record(s, s.postedCount, s.warehouseBatch) },
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
