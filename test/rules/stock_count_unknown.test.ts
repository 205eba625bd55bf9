import { countEntrySql, countLineSql, tallySql } from './count-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('stock_count_unknown', {
  accepted: (s) => countEntrySql(s, s.openCount, s.batch, 97),
  attacks: [
    { by: 'INSERT', sql: (s) => countLineSql(s, UNKNOWN_ID, s.batch) },
    { by: 'INSERT of a figure', sql: (s) => countEntrySql(s, UNKNOWN_ID, s.batch, 97) },
    {
      by: 'recorded figures',
      sql: (s) =>
        `select inventory.record_count('${s.identity}', '{"stockCountId": "${UNKNOWN_ID}", "lines": [{"batchId": "${s.batch}", "countedQuantity": 1}]}')`,
    },
    { by: 'a tally', sql: (s) => tallySql(s, UNKNOWN_ID, s.batch) },
    {
      by: 'a tally in a count that is not blind',
      sql: (s) => tallySql(s, s.openCount, s.otherBatch),
    },
    {
      by: 'rebasing',
      sql: (s) => `select inventory.rebase_stock_count('${s.identity}', '{"id": "${UNKNOWN_ID}"}')`,
    },
    {
      by: 'a step',
      sql: (s) =>
        `select inventory.set_stock_count_status('${s.identity}', '{"id": "${UNKNOWN_ID}", "status": "POSTED", "reason": "x"}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { postStockCount(id: $id, reason: "counted") { id } }`,
    variables: () => ({ id: UNKNOWN_ID }),
    details: () => ({ field: 'id' }),
  },
});
