import { costSql } from './cost-statements';
import { adjustmentSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('quantity_zero', {
  accepted: (s) => adjustmentSql(s, { quantity: 1, type: 'RETURN' }),
  attacks: [
    { by: 'INSERT', sql: (s) => adjustmentSql(s, { quantity: 0 }) },
    { by: 'a cost', sql: (s) => costSql(s, { batch: s.batch, amount: '0' }) },
    { by: 'packs', sql: (s) => adjustmentSql(s, { quantity: 0, unit: 'pack' }) },
  ],
  graphql: {
    query: `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ batchId: s.otherBatch, locationId: s.location },
        ...{ type: 'DAMAGE', quantity: 0, reason: 'fell down' },
      },
    }),
    details: () => ({ field: 'input.quantity' }),
  },
});
