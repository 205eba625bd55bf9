import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

const line = (s: { tenant: string; product: string }, run: string) =>
  `insert into inventory.reconciliation_lines (tenant_id, id, run_id, line_number, kind, product_id, subject, expected, actual)
   values ('${s.tenant}', inventory.uuid_v7(), ${run}, 1, 'NOT_LISTED', '${s.product}', 'products.status', 1, 0)`;

ruleSuite('reconciliation_unknown', {
  accepted: (s) =>
    `insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run) values ('${s.tenant}', inventory.uuid_v7(), 'MANUAL', true)`,
  appRefusedBy: 'privilege',
  attacks: [{ by: 'a line without a run', sql: (s) => line(s, `'${UNKNOWN_ID}'`) }],
  graphql: {
    query: `mutation ($id: ID!) { applyReconciliation(runId: $id) { id } }`,
    variables: () => ({ id: UNKNOWN_ID }),
    details: () => ({ field: 'runId' }),
  },
});
