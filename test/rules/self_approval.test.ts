import { actorSql, countEntrySql, tallySql } from './count-statements';
import { stepSql, stepsSql } from './statements';
import { ruleSuite } from './suite';

const MINE = '01900000-0000-7000-8000-000000000001';

ruleSuite('self_approval', {
  accepted: (s) =>
    `${stepsSql('adjustments', s.pendingAdjustment, 'APPROVED')}
     update inventory.tenants set allow_self_approval = true;
     ${stepSql('transfers', s.requestedTransfer, 'APPROVED')}`,
  attacks: [
    { by: 'an adjustment', sql: (s) => stepSql('adjustments', s.pendingAdjustment, 'APPROVED') },
    { by: 'a transfer', sql: (s) => stepSql('transfers', s.requestedTransfer, 'APPROVED') },
    {
      by: 'a loss of a transfer',
      sql: () => `update inventory.transfer_closings set status = 'APPROVED'`,
    },
    {
      by: 'a blind count that its actor has counted in',
      sql: (s) =>
        `${actorSql('other')} ${countEntrySql(s, s.blindCount, s.otherBatch, 40)} ${tallySql(s, s.blindCount, s.otherBatch)}
         ${actorSql('tester')} ${stepSql('stock_counts', s.blindCount, 'POSTED', { post_reason: 'x' })}`,
    },
    {
      by: 'a permission that was taken back',
      sql: (s) =>
        `update inventory.tenants set allow_self_approval = true; update inventory.tenants set allow_self_approval = false; ${stepSql('transfers', s.requestedTransfer, 'APPROVED')}`,
    },
    {
      by: 'an adjustment requested in the name of somebody else',
      sql: (s) =>
        `insert into inventory.adjustments (tenant_id, id, batch_id, location_id, type, quantity, reason, requested_by)
         values ('${s.tenant}', '${MINE}', '${s.batch}', '${s.location}', 'LOSS', -1, 'x', 'somebody');
         ${stepSql('adjustments', MINE, 'APPROVED')}`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { approveAdjustment(id: $id) { id } }`,
    variables: (s) => ({ id: s.pendingAdjustment }),
    details: () => ({ field: 'id', requestedBy: 'tester' }),
  },
});
