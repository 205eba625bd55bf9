import type { TestShop } from '../support/shop';
import { asReplica } from './writers';
import { ruleSuite } from './suite';

const skuSql = (s: TestShop, sku: string) =>
  `update inventory.products set sku = '${sku}', sku_reason = 'test' where id = '${s.product}';`;
/** Another code of the product, which becomes its SKU. */
const codeThatIsSku = (s: TestShop) =>
  `insert into inventory.product_codes (tenant_id, id, product_id, code, kind)
   values ('${s.tenant}', inventory.uuid_v7(), '${s.product}', 'NEW', 'INTERNAL'); ${skuSql(s, 'new')}`;
const removed = (s: TestShop, code: string) =>
  `update inventory.product_codes set removed_at = now() where product_id = '${s.product}' and code = '${code}'`;

ruleSuite('product_identity_immutable', {
  accepted: (s) =>
    `update inventory.products set name = 'x', reorder_point = 5 where id = '${s.product}'`,
  appRefusedBy: 'privilege',
  attacks: [
    { by: 'another base unit', sql: () => `update inventory.products set base_unit = 'g'` },
    {
      by: 'another tracking',
      sql: () => `update inventory.products set track_inventory = not track_inventory`,
    },
    { by: 'another kind', sql: () => `update inventory.products set kind = 'KIT'` },
    { by: 'another factor', sql: () => `update inventory.product_units set factor = 7` },
    { by: 'DELETE of a unit', sql: () => `delete from inventory.product_units` },
    {
      by: 'a base unit that is retired',
      sql: () => `update inventory.product_units set retired_at = now() where factor = 1`,
      appRefusedBy: 'rule',
    },
    {
      by: 'a unit that is retired twice',
      sql: (s) =>
        [1, 2]
          .map(
            () =>
              `update inventory.product_units set retired_at = now() where code = 'pack' and product_id = '${s.product}';`,
          )
          .join(''),
      appRefusedBy: 'rule',
    },
    {
      by: 'a SKU that is removed',
      sql: (s) =>
        `update inventory.product_codes set removed_at = now() where product_id = '${s.product}' and kind = 'SKU'`,
      appRefusedBy: 'rule',
    },
    {
      by: 'a barcode that is the SKU now',
      sql: (s) => `${codeThatIsSku(s)} ${removed(s, 'NEW')}`,
      appRefusedBy: 'rule',
    },
    {
      by: 'a barcode that was the SKU',
      sql: (s) => `${codeThatIsSku(s)} ${skuSql(s, 'NEWER')} ${removed(s, 'NEW')}`,
      appRefusedBy: 'rule',
    },
    ...[['app', 'owner'] as const, ['super'] as const].map((as) => ({
      by: `a code of the kind SKU that is not the SKU, as ${as.join(' and ')}`,
      sql: (s: TestShop) => {
        const insert = `insert into inventory.product_codes (tenant_id, id, product_id, code, kind, unit)
          values ('${s.tenant}', gen_random_uuid(), '${s.product}', 'NO-SKU', 'SKU', 'unit')`;
        return as[0] === 'super' ? asReplica(insert) : insert;
      },
      as: [...as],
      appRefusedBy: 'rule' as const,
    })),
    { by: 'another code', sql: () => `update inventory.product_codes set code = code || 'x'` },
    { by: 'DELETE of a code', sql: () => `delete from inventory.product_codes` },
    {
      by: 'another factor as a replica',
      sql: () => asReplica(`update inventory.product_units set factor = 7`),
      as: ['super'],
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { retireProductUnit(productId: $id, code: "UNIT") { id } }`,
    variables: (s) => ({ id: s.product }),
    details: () => ({ field: 'code', code: 'unit' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
