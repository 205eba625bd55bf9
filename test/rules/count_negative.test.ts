import { countLineSql } from './statements';
import { endSql, withRun } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('count_negative', {
  accepted: (s) => countLineSql(s, s.openCount, s.batch, 0),
  attacks: [
    { by: 'INSERT', sql: (s) => countLineSql(s, s.openCount, s.batch, -1) },
    {
      by: 'UPDATE',
      sql: (s) =>
        `update inventory.stock_count_lines set counted_quantity = -1 where stock_count_id = '${s.openCount}'`,
    },
    { by: 'a count of a sync run', sql: (s) => withRun(s, (run) => endSql(s, run, -1)) },
  ],
  graphql: {
    query: `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }`,
    variables: (s) => ({
      id: s.openCount,
      lines: [{ batchId: s.otherBatch, countedQuantity: -1 }],
    }),
  },
});
