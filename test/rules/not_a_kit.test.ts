import { componentsSql, kitSql } from './kit-statements';
import { ruleSuite } from './suite';

ruleSuite('not_a_kit', {
  accepted: (s) => kitSql(s, [{}]),
  attacks: [
    {
      by: 'INSERT of a component of goods',
      sql: (s) => componentsSql(s, s.product, [{ product: s.inactive }]),
    },
    {
      by: 'INSERT of a component of a product without inventory',
      sql: (s) => componentsSql(s, s.postage, [{}]),
    },
  ],
  graphql: {
    query: `mutation ($id: ID!, $components: [KitComponentInput!]!) { setKitComponents(productId: $id, components: $components) { id } }`,
    variables: (s) => ({ id: s.product, components: [{ productId: s.inactive, quantity: 1 }] }),
    details: (s) => ({ productId: s.product, sku: 'A' }),
  },
});
