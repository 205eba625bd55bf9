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
      by: 'INSERT of several rows',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) select '${s.tenant}', inventory.uuid_v7(), 'Y', 'Y' from generate_series(1, 2)`,
    },
  ],
  graphql: {
    query: `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    variables: () => ({ input: { sku: 'A', name: 'Another' } }),
  },
  race: true,
});
