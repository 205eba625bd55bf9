import { countEntrySql, countLineSql } from './count-statements';
import { adjustmentSql, saleSql, UNKNOWN_ID } from './statements';
import { transferSql } from './transfer-statements';
import { mappingSql, withSource } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('batch_unknown', {
  accepted: (s) => adjustmentSql(s),
  attacks: [
    { by: 'an adjustment', sql: (s) => adjustmentSql(s, { batch: UNKNOWN_ID }) },
    { by: 'a transfer', sql: (s) => transferSql(s, [{ batch: UNKNOWN_ID }]) },
    {
      by: "a transfer of another product's batch",
      sql: (s) => transferSql(s, [{ batch: s.otherBatch }]),
    },
    { by: 'a sale', sql: (s) => saleSql(s, [{ batch: UNKNOWN_ID }]) },
    { by: "a sale of another product's batch", sql: (s) => saleSql(s, [{ batch: s.otherBatch }]) },
    {
      by: 'a sale of a batch that is not of the lot',
      sql: (s) => saleSql(s, [{ batch: s.untouchedBatch, lot: s.lot }]),
    },
    { by: 'a stock count', sql: (s) => countLineSql(s, s.openCount, UNKNOWN_ID) },
    { by: 'a figure of a count', sql: (s) => countEntrySql(s, s.openCount, UNKNOWN_ID, 1) },
    {
      by: 'recorded figures',
      sql: (s) =>
        `select inventory.record_count('${s.identity}', '{"stockCountId": "${s.openCount}", "lines": [{"batchId": "${UNKNOWN_ID}", "countedQuantity": 1}]}')`,
    },
    {
      by: 'a key of a sync source',
      sql: (s) => withSource(s, (source) => mappingSql(s, { source, batch: UNKNOWN_ID })),
    },
    {
      by: 'a hold',
      sql: (s) =>
        `select inventory.hold_batch('${s.identity}', '{"id": "${UNKNOWN_ID}", "hold": "RECALLED", "reason": "x"}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ batchId: UNKNOWN_ID, locationId: s.location },
        ...{ type: 'DAMAGE', quantity: -1, reason: 'fell down' },
      },
    }),
    details: () => ({ field: 'input.batchId' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
