import type { Snapshot } from '../database/snapshot';
import { reconciliationLinesByRun } from '../database/queries/reconciliation';
import { figureOf, readDiscrepancies, type NamedDiscrepancy, type Scope } from './discrepancies';
import type { ReportedDiscrepancy } from './discrepancy-report';
import { withNames } from './names';
import type { TenantSession } from './tenant-session';

/** What to repair: the discrepancies of now or of a report, limited to a product and some kinds. */
export interface Task {
  readonly scope: Scope;
  readonly report?: ReportedDiscrepancy[];
}

/** Keeps what a task finds as a run, with what its repair would do with each line, and returns its id. */
export async function openRun(session: TenantSession, { scope, report }: Task): Promise<string> {
  const { id } = await session.write<{ id: string }>('reconcile', {
    dryRun: true,
    ...scope,
    report,
  });
  return id;
}

export function applyRun(session: TenantSession, runId: string): Promise<unknown> {
  return session.write('apply_reconciliation', { runId });
}

/** The lines of a run, with what became of them. */
export async function readRun(snapshot: Snapshot, runId: string): Promise<NamedDiscrepancy[]> {
  const lines = await snapshot.query(reconciliationLinesByRun, { runIds: [runId] });
  return withNames(
    snapshot,
    lines.map(({ runId: _, ...line }) => line),
  );
}

/** How many figures still differ: all that a scope has, or those that some lines speak of. */
export async function countRemaining(
  snapshot: Snapshot,
  scope: Scope,
  lines?: NamedDiscrepancy[],
): Promise<number> {
  const now = await readDiscrepancies(snapshot, scope);
  if (!lines) return now.length;
  const figures = new Set(lines.map(figureOf));
  return now.filter((line) => figures.has(figureOf(line))).length;
}
