import { throughTrigger } from './writers';
import { ruleSuite } from './suite';

const ROWS = 'inventory.product_attributes (tenant_id, product_id, name, value)';

ruleSuite('attributes_written_outside_product', {
  accepted: (s) =>
    `update inventory.products set attributes = '{"colour": "red", "size": 5}' where id = '${s.product}'`,
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'UPDATE',
      sql: (s) =>
        `${withColour(s.product)}; update inventory.product_attributes set value = 'blue'`,
    },
    {
      by: 'INSERT',
      sql: (s) => `insert into ${ROWS} values ('${s.tenant}', '${s.product}', 'colour', 'red')`,
    },
    {
      by: 'INSERT of several rows',
      sql: (s) => `insert into ${ROWS} select tenant_id, id, 'colour', sku from inventory.products
        where tenant_id = '${s.tenant}'`,
    },
    {
      by: 'upsert',
      sql: (s) =>
        `insert into ${ROWS} values ('${s.tenant}', '${s.product}', 'colour', 'red')
         on conflict (tenant_id, name, value, product_id) do update set number = 1`,
    },
    {
      by: 'INSERT by a trigger of the owner',
      sql: (s) =>
        throughTrigger(
          `insert into ${ROWS} values ('${s.tenant}', '${s.product}', 'colour', 'red')`,
        ),
      as: ['owner'],
    },
    { by: 'DELETE', sql: () => `delete from inventory.product_attributes` },
    {
      by: 'COPY',
      sql: (s) => `copy ${ROWS} from program 'echo ${s.tenant},${s.product},colour,red' csv`,
      as: ['super'],
    },
    { by: 'TRUNCATE', sql: () => `truncate inventory.product_attributes` },
  ],
  noGraphql: 'no field of the API writes these rows',
  bearing: { attack: 0, as: 'owner' },
});

function withColour(product: string): string {
  return `update inventory.products set attributes = '{"colour": "red"}' where id = '${product}'`;
}
