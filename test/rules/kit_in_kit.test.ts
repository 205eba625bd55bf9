import { componentsSql, createKit, kitSql } from './kit-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

let kit = '';

ruleSuite('kit_in_kit', {
  accepted: (s) => kitSql(s, [{}]),
  attacks: [
    {
      by: 'a new kit',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${kitSql(s, [{}, { product: UNKNOWN_ID }])}`,
    },
    {
      by: 'a component that is added',
      sql: (s) => {
        const other = UNKNOWN_ID.replace('7000', '7001');
        return `${kitSql(s, [{}], UNKNOWN_ID)} ${kitSql(s, [{}], other)} ${componentsSql(s, other, [{ product: UNKNOWN_ID }])}`;
      },
    },
    {
      by: 'goods that are made of each other, by way of a third',
      sql: (s) =>
        `${componentsSql(s, s.product, [{ product: s.otherProduct }])}
         ${componentsSql(s, s.otherProduct, [{ product: s.inactive }])}
         ${componentsSql(s, s.inactive, [{}])}`,
    },
    {
      by: 'a kit of itself',
      sql: (s) => kitSql(s, [{ product: UNKNOWN_ID }], UNKNOWN_ID),
    },
  ],
  graphql: {
    query: `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    before: async (s) => {
      kit = await createKit(s, 'INNER');
    },
    variables: () => ({
      input: {
        ...{ sku: 'OUTER', name: 'Outer', kind: 'KIT' },
        components: [{ productId: kit, quantity: 1 }],
      },
    }),
    details: () => ({ field: 'input.components[0].productId', sku: 'INNER', productId: kit }),
  },
});
