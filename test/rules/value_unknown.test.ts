import { ruleSuite } from './suite';

ruleSuite('value_unknown', {
  accepted: (s) => `update inventory.products set status = 'ARCHIVED' where id = '${s.product}'`,
  attacks: [
    { by: 'a status', sql: () => `update inventory.products set status = 'GONE'` },
    { by: 'attributes', sql: () => `update inventory.products set attributes = '[]'` },
    {
      by: 'a kind',
      sql: (s) =>
        `insert into inventory.locations (tenant_id, id, code, name, kind) values ('${s.tenant}', inventory.uuid_v7(), 'Q', 'Q', 'SHED')`,
    },
  ],
  noGraphql: 'the schema has enums: GRAPHQL_VALIDATION_FAILED',
  bearing: { attack: 0, as: 'owner' },
});
