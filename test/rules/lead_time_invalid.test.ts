import { supplierSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('lead_time_invalid', {
  accepted: (s) => supplierSql(s, { days: 0 }) + supplierSql(s, { days: 3650 }),
  attacks: [
    { by: 'less than none', sql: (s) => supplierSql(s, { days: -1 }) },
    { by: 'more than ten years', sql: (s) => supplierSql(s, { days: 3651 }) },
    {
      by: 'UPDATE',
      sql: (s) => `update inventory.suppliers set lead_time_days = 3651 where id = '${s.supplier}'`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { updateSupplier(input: { id: $id, leadTimeDays: -1 }) { id } }`,
    variables: (s) => ({ id: s.supplier }),
    details: () => ({ field: 'input.leadTimeDays' }),
  },
});
