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
      by: 'INSERT in another case',
      sql: (s) =>
        `insert into inventory.locations (tenant_id, id, code, name, kind) values ('${s.tenant}', inventory.uuid_v7(), E' l1\\t', 'x', 'WAREHOUSE')`,
    },
    {
      by: 'UPDATE',
      sql: () => `update inventory.locations set code = 'L1'`,
      appRefusedBy: 'privilege',
    },
  ],
  graphql: {
    query: `mutation { createLocation(input: { code: "l1 ", name: "x", kind: WAREHOUSE }) { id } }`,
    variables: () => ({}),
    details: (s) => ({ field: 'input.code', code: 'l1', takenBy: 'L1', locationId: s.location }),
  },
  race: true,
});
