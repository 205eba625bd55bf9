import { assemblySql, voidSql } from './assembly-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

const receiptFor = (tenant: string, location: string, assembly: string) =>
  `insert into inventory.receipts (tenant_id, id, location_id, assembly_id) values ('${tenant}', inventory.uuid_v7(), '${location}', '${assembly}')`;

ruleSuite('made_by_assembly', {
  accepted: (s) => `${assemblySql(s, { id: UNKNOWN_ID })} ${voidSql(UNKNOWN_ID)}`,
  attacks: [
    {
      by: 'a void of their receipt',
      sql: (s) =>
        `update inventory.receipts set voided_at = now(), void_reason = 'x' where id = '${s.assemblyReceipt}'`,
    },
    {
      by: 'a correction of their intake',
      sql: (s) =>
        `update inventory.batches set intake_quantity = 2, intake_reason = 'x' where id = '${s.assembledBatch}'`,
    },
    {
      by: 'a receipt of an assembly that has one',
      sql: (s) => receiptFor(s.tenant, s.location, s.assembly),
    },
    {
      by: 'a receipt of no assembly',
      sql: (s) => receiptFor(s.tenant, s.location, UNKNOWN_ID),
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidReceipt(id: $id, reason: "wrong") { id } }`,
    variables: (s) => ({ id: s.assemblyReceipt }),
    details: (s) => ({ field: 'id', assemblyId: s.assembly }),
  },
});
