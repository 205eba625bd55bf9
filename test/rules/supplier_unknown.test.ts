import { UNKNOWN_ID } from './statements';
import { soldSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('supplier_unknown', {
  accepted: (s) => soldSql(s),
  attacks: [
    { by: 'INSERT', sql: (s) => soldSql(s, { supplier: UNKNOWN_ID }) },
    {
      by: 'an entry point',
      sql: (s) =>
        `select inventory.update_supplier('${s.identity}', '{"id": "${UNKNOWN_ID}", "name": "x"}')`,
    },
    {
      by: 'a receipt from one supplier by its id and from another in words',
      sql: (s) =>
        `insert into inventory.receipts (tenant_id, id, location_id, supplier_id, supplier) values ('${s.tenant}', inventory.uuid_v7(), '${s.location}', '${s.supplier}', 'Somebody else')`,
    },
  ],
  graphql: {
    query: `mutation ($input: SupplierProductInput!) { setSupplierProduct(input: $input) { id } }`,
    variables: (s) => ({ input: { supplierId: UNKNOWN_ID, productId: s.product } }),
    details: () => ({ field: 'input.supplierId', supplierId: UNKNOWN_ID }),
  },
});
