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
  ],
  graphql: {
    query: `mutation ($input: SupplierProductInput!) { setSupplierProduct(input: $input) { id } }`,
    variables: (s) => ({ input: { supplierId: UNKNOWN_ID, productId: s.product } }),
    details: () => ({ field: 'input.supplierId', supplierId: UNKNOWN_ID }),
  },
});
