import type { TestShop } from '../support/shop';
import { soldSql } from './supplier-statements';
import { ruleSuite } from './suite';

export const codeSql = (s: TestShop, code: string, kind = 'INTERNAL', product = s.product) =>
  `insert into inventory.product_codes (tenant_id, id, product_id, code, kind)
   values ('${s.tenant}', inventory.uuid_v7(), '${product}', '${code}', '${kind}');`;
const productSql = (s: TestShop, sku: string) =>
  `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), '${sku}', 'x');`;

const GTIN = '036000291452'; // 12 digits of one GTIN, and its 13 and 14 digits below

ruleSuite('code_taken', {
  // A code that was removed is free.
  accepted: (s) =>
    `${codeSql(s, 'ONCE')} update inventory.product_codes set removed_at = now() where code = 'ONCE';
     ${codeSql(s, 'once', 'SUPPLIER', s.inactive)}`,
  attacks: [
    {
      by: 'the code of another product',
      sql: (s) => codeSql(s, 'TWICE') + codeSql(s, ' twice', 'SUPPLIER', s.inactive),
    },
    {
      by: 'a supplier for another product',
      sql: (s) => soldSql(s, { product: s.inactive, code: 'a' }),
    },
    { by: 'the SKU of another product', sql: (s) => codeSql(s, 'a', 'INTERNAL', s.inactive) },
    {
      by: 'a new product whose SKU is a code',
      sql: (s) => codeSql(s, 'TWICE') + productSql(s, 'Twice'),
    },
    {
      by: 'a GTIN in 13 digits',
      sql: (s) => codeSql(s, GTIN, 'GTIN') + codeSql(s, `0${GTIN}`, 'GTIN', s.inactive),
    },
    {
      by: 'a GTIN in 14 digits, as a code of another kind',
      sql: (s) => codeSql(s, GTIN, 'GTIN') + codeSql(s, `00${GTIN}`, 'INTERNAL', s.inactive),
    },
    {
      by: 'a SKU that changes to a code of another product',
      sql: (s) =>
        `${codeSql(s, 'TWICE', 'INTERNAL', s.inactive)}
         update inventory.products set sku = 'twice', sku_reason = 'x' where id = '${s.product}'`,
    },
    {
      by: 'a removed code that comes back',
      sql: (s) =>
        `${codeSql(s, 'TWICE')} update inventory.product_codes set removed_at = now() where code = 'TWICE';
         ${codeSql(s, 'TWICE', 'INTERNAL', s.inactive)} ${codeSql(s, 'TWICE')}`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!, $code: ProductCodeInput!) { addProductCode(productId: $id, code: $code) { id } }`,
    variables: (s) => ({ id: s.inactive, code: { code: ' a', kind: 'INTERNAL' } }),
    details: (s) => ({
      field: 'code.code',
      code: 'a',
      takenBy: 'A',
      kind: 'SKU',
      productId: s.product,
    }),
  },
  races: {
    'a code of one of two products': (s) =>
      codeSql(s, 'RACED', 'INTERNAL').replace(
        `'${s.product}'`,
        `(case when random() < 0.5 then '${s.product}' else '${s.inactive}' end)::uuid`,
      ),
    // Where a SKU is the first, sku_taken refuses the other SKUs and code_taken the codes.
    'a code or a SKU': {
      sql: (s) => (Math.random() < 0.5 ? codeSql(s, 'EITHER') : productSql(s, 'either')),
      or: 'sku_taken',
    },
  },
});
