import { asReplica } from './statements';
import { ruleSuite } from './suite';

ruleSuite('product_identity_immutable', {
  accepted: (s) =>
    `update inventory.products set name = 'x', reorder_point = 5 where id = '${s.product}'`,
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'another SKU',
      sql: (s) => `update inventory.products set sku = 'B' where id = '${s.product}'`,
    },
    { by: 'another base unit', sql: () => `update inventory.products set base_unit = 'g'` },
    {
      by: 'another tracking',
      sql: () => `update inventory.products set track_inventory = not track_inventory`,
    },
    { by: 'another factor', sql: () => `update inventory.product_units set factor = 7` },
    { by: 'DELETE of a unit', sql: () => `delete from inventory.product_units` },
    {
      by: 'another factor as a replica',
      sql: () => asReplica(`update inventory.product_units set factor = 7`),
      as: ['super'],
    },
  ],
  noGraphql: 'UpdateProductInput has no such field',
  bearing: { attack: 0, as: 'owner' },
});
