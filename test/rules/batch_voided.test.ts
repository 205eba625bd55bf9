import { randomUUID } from 'node:crypto';
import { countedSql } from './count-statements';
import { adjustmentSql, stepsSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('batch_voided', {
  // Goods that were received and counted as none are there no longer: that is not a void.
  accepted: (s) => countedSql(s, s.untouchedBatch, 0),
  attacks: [
    { by: 'a request', sql: (s) => adjustmentSql(s, { batch: s.voidedBatch, quantity: 1 }) },
    {
      by: 'a completion after the void',
      sql: (s) => {
        const id = randomUUID();
        return `${adjustmentSql(s, { id, quantity: 1 })} ${stepsSql('adjustments', id, 'APPROVED')}
          update inventory.receipts set voided_at = now(), void_reason = 'x' where id = '${s.untouchedReceipt}';
          ${stepsSql('adjustments', id, 'COMPLETED')}`;
      },
    },
    { by: 'a stock count that finds some', sql: (s) => countedSql(s, s.voidedBatch, 5) },
  ],
  graphql: {
    query: `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ batchId: s.voidedBatch, locationId: s.location },
        ...{ type: 'RETURN', quantity: 1, reason: 'found' },
      },
    }),
    details: () => ({ field: 'input.batchId', batchNumber: 'C4' }),
  },
});
