import { ruleSuite } from './suite';

ruleSuite('location_code_taken', {
  accepted: (s) =>
    `insert into inventory.locations (tenant_id, id, code, name, kind) values ('${s.tenant}', inventory.uuid_v7(), 'L9', 'x', 'WAREHOUSE')`,
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.locations (tenant_id, id, code, name, kind) values ('${s.tenant}', inventory.uuid_v7(), 'L1', 'x', 'WAREHOUSE')`,
    },
    {
      by: 'UPDATE',
      sql: () => `update inventory.locations set code = 'L1'`,
      appRefusedBy: 'privilege',
    },
  ],
  graphql: {
    query: `mutation { createLocation(input: { code: "L1", name: "x", kind: WAREHOUSE }) { id } }`,
    variables: () => ({}),
  },
  race: true,
});
