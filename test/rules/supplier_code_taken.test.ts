import { supplierSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('supplier_code_taken', {
  accepted: (s) => supplierSql(s, { code: 'S9' }),
  attacks: [
    { by: 'INSERT', sql: (s) => supplierSql(s, { code: 'S1' }) },
    {
      by: 'INSERT in another case',
      sql: (s) => supplierSql(s, { code: 's1' }).replace(`'s1'`, `E' s1\\t'`),
    },
    {
      by: 'UPDATE',
      sql: (s) =>
        `${supplierSql(s, { code: 'S9' })} update inventory.suppliers set code = 'S1' where code = 'S9'`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'INSERT of several rows',
      sql: (s) =>
        `insert into inventory.suppliers (tenant_id, id, code, name) select '${s.tenant}', inventory.uuid_v7(), 'S9', 'x' from generate_series(1, 2)`,
    },
  ],
  graphql: {
    query: `mutation { createSupplier(code: "s1 ", name: "x") { id } }`,
    variables: () => ({}),
    details: (s) => ({ field: 'code', code: 's1', takenBy: 'S1', supplierId: s.supplier }),
  },
  race: true,
});
