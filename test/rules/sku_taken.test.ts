import { ruleSuite } from './suite';

ruleSuite('sku_taken', {
  accepted: (s) =>
    `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), 'Z', 'Z')`,
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), 'A', 'A')`,
    },
    {
      by: 'INSERT in another case, with spaces that cannot be seen',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), E' a\\u200b\\u00a0', 'A')`,
    },
    {
      by: 'INSERT of several rows',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) select '${s.tenant}', inventory.uuid_v7(), 'Y', 'Y' from generate_series(1, 2)`,
    },
  ],
  graphql: {
    query: `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    variables: () => ({ input: { sku: ' a', name: 'Another' } }),
    details: (s) => ({ field: 'input.sku', sku: 'a', takenBy: 'A', productId: s.product }),
  },
  race: true,
  races: {
    'one of the ways to write a SKU': (s) =>
      `insert into inventory.products (tenant_id, id, sku, name)
       select '${s.tenant}', inventory.uuid_v7(), case when random() < 0.5 then 'RACE ' else E'race\\u00ad' end, 'x'`,
  },
});
