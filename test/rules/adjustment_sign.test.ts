import { adjustmentSql } from './statements';
import { asReplica } from './writers';
import { ruleSuite, type Attack } from './suite';

const wrong = (type: string, quantity: number): Attack[] => [
  {
    by: `${type} ${quantity}`,
    sql: (s) => adjustmentSql(s, { type, quantity }),
  },
  {
    by: `${type} ${quantity} as a replica`,
    sql: (s) =>
      asReplica(`insert into inventory.adjustments (tenant_id, id, batch_id, location_id, product_id, type, quantity, unit,
          base_quantity, reason, requested_by, requested_on)
        values ('${s.tenant}', inventory.uuid_v7(), '${s.untouchedBatch}', '${s.location}', '${s.product}', '${type}',
          ${quantity}, 'unit', ${quantity}, 'x', 'tester', current_date)`),
    as: ['super'],
  },
];

ruleSuite('adjustment_sign', {
  accepted: (s) =>
    [
      ...['DAMAGE', 'LOSS', 'THEFT', 'SAMPLE', 'RECOUNT', 'OTHER'].map(
        (type) => [type, -1] as const,
      ),
      ...['RETURN', 'RECOUNT', 'OTHER'].map((type) => [type, 1] as const),
    ]
      .map(([type, quantity]) => adjustmentSql(s, { type, quantity }))
      .join(' '),
  attacks: [
    ...['DAMAGE', 'LOSS', 'THEFT', 'SAMPLE'].flatMap((type) => wrong(type, 5)),
    ...wrong('RETURN', -1),
    { by: 'packs', sql: (s) => adjustmentSql(s, { type: 'LOSS', quantity: 1, unit: 'pack' }) },
  ],
  graphql: {
    query: `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ batchId: s.otherBatch, locationId: s.location },
        ...{ type: 'DAMAGE', quantity: 5, reason: 'fell up' },
      },
    }),
    details: () => ({ field: 'input.quantity', type: 'DAMAGE', quantity: 5 }),
  },
});
