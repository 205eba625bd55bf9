import { receiptSql, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('text_invalid', {
  accepted: (s) =>
    `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), repeat('x', 64), 'x')`,
  attacks: [
    {
      by: 'a blank SKU',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), ' ', 'x')`,
    },
    {
      by: 'a long SKU',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), repeat('x', 65), 'x')`,
    },
    {
      by: 'a blank name',
      sql: (s) => `update inventory.products set name = '' where id = '${s.product}'`,
    },
    { by: 'a blank receipt number', sql: (s) => saleSql(s, [{}], { receiptNumber: ' ' }) },
    { by: 'a blank batch number', sql: (s) => receiptSql(s, [{ number: ' ' }]) },
  ],
  graphql: {
    query: `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    variables: () => ({ input: { sku: ' ', name: 'x' } }),
    details: () => ({ field: 'input.sku' }),
  },
  bearing: { attack: 2, as: 'owner' },
});
