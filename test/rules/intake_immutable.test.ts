import { saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('intake_immutable', {
  accepted: (s) =>
    `update inventory.batches set intake_quantity = 49, intake_reason = 'recount' where id = '${s.untouchedBatch}'`,
  attacks: [
    {
      by: 'UPDATE',
      sql: (s) =>
        `update inventory.batches set intake_quantity = 99, intake_reason = 'recount' where id = '${s.batch}'`,
    },
    {
      by: 'UPDATE of many',
      sql: () =>
        `update inventory.batches set intake_quantity = intake_quantity + 1, intake_reason = 'recount'`,
    },
    {
      by: 'UPDATE after a sale of the same transaction',
      sql: (s) =>
        `${saleSql(s, [{ quantity: 98 }])} update inventory.batches set intake_quantity = 49, intake_reason = 'x' where id = '${s.untouchedBatch}'`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { correctIntake(batchId: $id, quantity: 99, reason: "recount") { id } }`,
    variables: (s) => ({ id: s.batch }),
    details: (s) => ({ batchId: s.batch, intakeQuantity: 100 }),
  },
  bearing: { attack: 0, as: 'owner' },
});
