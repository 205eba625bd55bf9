import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

const gtin = (s: TestShop, code: string) =>
  `insert into inventory.product_codes (tenant_id, id, product_id, code, kind)
   values ('${s.tenant}', inventory.uuid_v7(), '${s.product}', '${code}', 'GTIN');`;

ruleSuite('gtin_invalid', {
  // Of 8, 12, 13 and 14 digits; from the GS1 General Specifications and their guides.
  accepted: (s) =>
    ['96385074', '614141000036', '9501101530003', '10614141000415']
      .map((code) => gtin(s, code))
      .join(''),
  attacks: [
    { by: 'a wrong check digit', sql: (s) => gtin(s, '9501101530004') },
    { by: 'two digits changed over', sql: (s) => gtin(s, '9510101530003') },
    { by: 'eleven digits', sql: (s) => gtin(s, '61414100003') },
    { by: 'fifteen digits', sql: (s) => gtin(s, '009501101530003') },
    { by: 'letters', sql: (s) => gtin(s, '950110153000X') },
    { by: 'digits of another script', sql: (s) => gtin(s, '٩٥٠١١٠١٥٣٠٠٠٣') },
  ],
  graphql: {
    query: `mutation ($id: ID!, $code: ProductCodeInput!) { addProductCode(productId: $id, code: $code) { id } }`,
    variables: (s) => ({ id: s.product, code: { code: '9501101530004', kind: 'GTIN' } }),
    details: () => ({ field: 'code.code', code: '9501101530004' }),
  },
});
