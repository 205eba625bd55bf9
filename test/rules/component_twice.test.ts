import { componentsSql, kitSql } from './kit-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('component_twice', {
  // A component that was removed can be added again.
  accepted: (s) => `${kitSql(s, [{}, { product: s.inactive }], UNKNOWN_ID)}
    update inventory.kit_components set removed_at = now() where kit_id = '${UNKNOWN_ID}' and component_id = '${s.product}';
    ${componentsSql(s, UNKNOWN_ID, [{ quantity: 2 }])}`,
  attacks: [
    { by: 'INSERT', sql: (s) => kitSql(s, [{}, { quantity: 2 }]) },
    {
      by: 'INSERT by another statement',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${componentsSql(s, UNKNOWN_ID, [{}])}`,
    },
  ],
  graphql: {
    query: `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ sku: 'TWICE', name: 'Twice', kind: 'KIT' },
        components: [
          { productId: s.product, quantity: 1 },
          { productId: s.product, quantity: 2 },
        ],
      },
    }),
    details: (s) => ({ field: 'input.components[1].productId', productId: s.product }),
  },
});
