import { actorSql, countEntrySql } from './count-statements';
import { ruleSuite } from './suite';

// The untouched batch has one movement, its receipt.
ruleSuite('sequence_not_reached', {
  accepted: (s) => `${countEntrySql(s, s.openCount, s.untouchedBatch, 50, 1)}
     ${countEntrySql(s, s.openCount, s.untouchedBatch, 0, 0)}`,
  attacks: [
    {
      by: 'a sequence to come',
      sql: (s) => countEntrySql(s, s.openCount, s.untouchedBatch, 50, 2),
    },
    {
      by: 'a negative sequence',
      sql: (s) => countEntrySql(s, s.openCount, s.untouchedBatch, 50, -1),
    },
    {
      by: 'a sequence of the batch at another location',
      sql: (s) => countEntrySql(s, s.openCount, s.warehouseBatch, 1, 1),
    },
    {
      by: 'the second of two rows',
      sql: (
        s,
      ) => `insert into inventory.stock_count_entries (tenant_id, stock_count_id, batch_id, quantity, sequence)
        values ('${s.tenant}', '${s.openCount}', '${s.untouchedBatch}', 50, 1), ('${s.tenant}', '${s.openCount}', '${s.untouchedBatch}', 50, 2)`,
    },
    {
      by: 'a figure with a chain of its own',
      sql: (
        s,
      ) => `insert into inventory.stock_count_entries (tenant_id, stock_count_id, batch_id, quantity, sequence, chain_sequence)
        values ('${s.tenant}', '${s.openCount}', '${s.untouchedBatch}', 50, 9, 9)`,
    },
    {
      by: 'a sequence from before a blind count',
      sql: (s) => actorSql('other') + countEntrySql(s, s.blindCount, s.otherBatch, 0, 0),
    },
    {
      by: 'recording',
      sql: (s) =>
        `select inventory.record_count('${s.identity}', '{"stockCountId": "${s.openCount}", "lines": [{"batchId": "${s.untouchedBatch}", "countedQuantity": 1, "expectedSequence": 2}]}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }`,
    variables: (s) => ({
      id: s.openCount,
      lines: [
        { batchId: s.untouchedBatch, countedQuantity: 50, expectedSequence: 1 },
        { batchId: s.untouchedBatch, countedQuantity: 50, expectedSequence: -1 },
      ],
    }),
    details: (s) => ({
      ...{ field: 'lines[1].expectedSequence', batchId: s.untouchedBatch },
      ...{ expected: -1, current: 1 },
    }),
  },
});
