import { ruleSuite } from './suite';

ruleSuite('unit_code_taken', {
  accepted: (s) =>
    `insert into inventory.product_units values ('${s.tenant}', '${s.product}', 'crate', 24)`,
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.product_units values ('${s.tenant}', '${s.product}', 'pack', 24)`,
    },
    {
      by: 'INSERT in another case',
      sql: (s) =>
        `insert into inventory.product_units values ('${s.tenant}', '${s.product}', ' PACK', 24)`,
    },
  ],
  graphql: {
    query: `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    variables: () => ({
      input: {
        sku: 'U',
        name: 'x',
        units: [
          { code: 'p', factor: 2 },
          { code: 'P ', factor: 3 },
        ],
      },
    }),
    details: () => ({ field: 'input.units[1].code', code: 'P', takenBy: 'p', factor: 2 }),
  },
  race: true,
});
