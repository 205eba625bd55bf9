import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

const policySql = (shop: TestShop, minimum: string, maximum: string) =>
  `insert into inventory.stock_policies (tenant_id, product_id, location_id, minimum, maximum)
   values ('${shop.tenant}', '${shop.product}', '${shop.location}', ${minimum}, ${maximum});`;

ruleSuite('maximum_below_minimum', {
  accepted: (s) => policySql(s, '5', '5'),
  attacks: [
    { by: 'INSERT', sql: (s) => policySql(s, '5', '4') },
    { by: 'a maximum alone', sql: (s) => policySql(s, 'null', '4') },
    {
      by: 'UPDATE',
      sql: (s) => `${policySql(s, '5', '5')} update inventory.stock_policies set minimum = 6`,
    },
    {
      by: 'an upsert',
      sql: (s) =>
        `${policySql(s, '5', '5')} ${policySql(s, '5', '9').replace(';', '')}
         on conflict (tenant_id, product_id, location_id) do update set maximum = 4`,
    },
  ],
  graphql: {
    query: `mutation ($input: StockPolicyInput!) { setStockPolicy(input: $input) { available } }`,
    variables: (s) => ({
      input: { productId: s.product, locationId: s.location, minimum: 5, maximum: 4 },
    }),
    details: () => ({ field: 'input.maximum', minimum: 5, maximum: 4 }),
  },
});
