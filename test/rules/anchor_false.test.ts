import { dayClosed } from './statements';
import type { TestShop } from '../support/shop';
import { asLedger, asReplica, throughTrigger } from './writers';
import { ruleSuite } from './suite';

const anchor = (s: TestShop, sequence = 1) =>
  `insert into inventory.chain_anchors values ('${s.tenant}', '${s.batch}', '${s.location}', ${sequence}, 100, 4, 1, 0, 0, 0, 0,
     '${s.today}', sha256('forged'))`;

ruleSuite('anchor_false', {
  accepted: (s) => dayClosed(s, -1),
  appRefusedBy: 'privilege',
  attacks: [
    { by: 'INSERT', sql: (s) => anchor(s) },
    {
      by: 'INSERT by a trigger of the owner',
      sql: (s) => throughTrigger(anchor(s)),
      as: ['owner'],
    },
    { by: 'INSERT of no movement', sql: (s) => asLedger(anchor(s, 0)), as: ['super'] },
    { by: 'UPDATE', sql: () => `update inventory.chain_anchors set sold_quantity = 0` },
    { by: 'DELETE', sql: () => `delete from inventory.chain_anchors` },
    {
      by: 'upsert',
      sql: (s) =>
        `${anchor(s)} on conflict (tenant_id, batch_id, location_id, business_date) do update set sold_quantity = 0`,
    },
    { by: 'TRUNCATE', sql: () => `truncate inventory.chain_anchors` },
    {
      by: 'COPY',
      sql: (s) =>
        `copy inventory.chain_anchors (tenant_id, batch_id, location_id, business_date) from program 'echo ${s.tenant},${s.batch},${s.location},${s.today}' csv`,
      as: ['super'],
    },
    {
      by: 'UPDATE as a replica',
      sql: () => asReplica(`update inventory.chain_anchors set hash = sha256('forged')`),
      as: ['super'],
    },
    {
      by: 'DELETE as a replica',
      sql: () => asReplica(`delete from inventory.chain_anchors`),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes an anchor',
  bearing: { attack: 0, as: 'owner' },
});
