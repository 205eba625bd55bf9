import { countEntrySql } from './count-statements';
import { saleSql } from './statements';
import { endSql, withRun } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('count_negative', {
  accepted: (s) => countEntrySql(s, s.openCount, s.batch, 0),
  attacks: [
    { by: 'INSERT', sql: (s) => countEntrySql(s, s.openCount, s.batch, -1) },
    {
      by: 'a figure of before more goods left',
      sql: (s) => `${saleSql(s, [{}])} ${countEntrySql(s, s.openCount, s.batch, 0, 1)}`,
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
