import { assemblySql, setSql } from './assembly-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('assembly_without_parts', {
  accepted: (s) =>
    `${setSql(s, [{}], UNKNOWN_ID)} ${assemblySql(s, { product: UNKNOWN_ID, quantity: 2 })}`,
  attacks: [
    { by: 'goods without components', sql: (s) => assemblySql(s, { product: s.product }) },
    {
      by: 'goods whose components were removed',
      sql: (s) => `update inventory.kit_components set removed_at = now() where kit_id = '${s.set}';
        ${assemblySql(s)}`,
    },
  ],
  graphql: {
    query: `mutation ($input: AssembleStockInput!) { assembleStock(input: $input) { id } }`,
    variables: (s) => ({ input: { productId: s.product, locationId: s.location, quantity: 1 } }),
    details: (s) => ({ field: 'input.productId', productId: s.product }),
  },
});
