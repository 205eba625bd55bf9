import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { packageRoot } from '../../src/database/sql-files';

// What clients were promised (src/schema/contract.graphql) against what is emitted. The list is exactly what
// is not built yet: a breaking change that is not on it fails, and so does an entry that has been built.

const NOT_YET_TYPES =
  `DiscrepancyKind ReconciliationTrigger FixStatus StockAuditLine StockAuditGroup ContinuityBreak Discrepancy
  StockComparison ReconciliationRun ReconciliationRunEdge ReconciliationRunConnection AuditEntry AuditEntryEdge
  AuditEntryConnection ReconcileInput ChannelStockInput Float`.split(/\s+/);

const NOT_YET_FIELDS =
  `Query.stockAudit Query.continuityBreaks Query.compareStock Query.reconciliationRun Query.reconciliationRuns
  Query.auditLog Mutation.reportChannelStock Mutation.reconcile Mutation.applyReconciliation
  Mutation.closeDay`.split(/\s+/);

const read = (file: string) => buildSchema(readFileSync(path.join(packageRoot, file), 'utf8'));

it('emits what the contract promises, but for what is not built yet', () => {
  const changes = findBreakingChanges(
    read('src/schema/contract.graphql'),
    read('src/schema/schema.graphql'),
  ).map(({ type, description }) => {
    const name = /^(?:Standard scalar )?([\w.]+) was removed/.exec(description)?.[1];
    return name ?? `${type}: ${description}`;
  });
  expect(changes.sort()).toEqual([...NOT_YET_TYPES, ...NOT_YET_FIELDS].sort());
});
