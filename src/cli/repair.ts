import type { Snapshot } from '../database/snapshot';
import { decisionNote, reconciliationLinesByRun } from '../database/queries/reconciliation';
import { brokenLinks } from '../database/queries/verification';
import { DiscrepancyKind, FixStatus } from '../schema/enums';
import { figureOf, readDiscrepancies, type NamedDiscrepancy, type Scope } from './discrepancies';
import type { ReportedDiscrepancy } from './discrepancy-report';
import { withNames } from './names';
import type { TenantSession } from './tenant-session';

/** What to repair: the discrepancies of now or of a report, limited to a product and some kinds. */
export interface Task {
  readonly scope: Scope;
  readonly report?: ReportedDiscrepancy[];
}

/** Plans a repair without writing anything. */
export function planRepair(snapshot: Snapshot, task: Task): Promise<NamedDiscrepancy[]> {
  return readDiscrepancies(snapshot, task.scope).then(async (now) => {
    const lines = task.report ? await asReported(snapshot, task, now) : now.map(planned);
    return skipBroken(snapshot, await skipDecisions(snapshot, task.scope, lines));
  });
}

/** A status or a listing changes only when its kind is named alone; the database says so, and why. */
async function skipDecisions(
  snapshot: Snapshot,
  { kinds }: Scope,
  lines: NamedDiscrepancy[],
): Promise<NamedDiscrepancy[]> {
  const { note } = await snapshot.query(decisionNote, { kinds });
  if (note === null) return lines;
  return lines.map((line) =>
    line.kind === DiscrepancyKind.NOT_LISTED ? { ...line, fix: FixStatus.SKIPPED, note } : line,
  );
}

function planned(line: NamedDiscrepancy): NamedDiscrepancy {
  return { ...line, fix: FixStatus.PLANNED };
}

async function asReported(
  snapshot: Snapshot,
  { scope, report }: Task,
  now: NamedDiscrepancy[],
): Promise<NamedDiscrepancy[]> {
  const found = new Map(now.map((line) => [figureOf(line), line]));
  const lines = report!.filter((line) => isWithin(line, scope));
  return withNames(
    snapshot,
    lines.map((line) => {
      const { expected, actual } = line;
      const current = found.get(figureOf(line));
      if (current?.expected === expected && current.actual === actual) return planned(current);
      const note = current
        ? `It moved since: expected ${current.expected}, actual ${current.actual} now`
        : 'It no longer differs';
      const difference = actual - expected;
      const percent = expected === 0 ? null : Math.round((difference * 10_000) / expected) / 100;
      return {
        ...{ ...line, difference, differencePercent: percent, cause: null },
        ...{ fix: FixStatus.STALE, note },
      };
    }),
  );
}

function isWithin(line: ReportedDiscrepancy, { productId, kinds }: Scope): boolean {
  return (!productId || line.productId === productId) && (!kinds || kinds.includes(line.kind));
}

/** The ledger of a broken chain is not to be believed: the database computes nothing from it. */
async function skipBroken(
  snapshot: Snapshot,
  lines: NamedDiscrepancy[],
): Promise<NamedDiscrepancy[]> {
  const doubtful = lines.filter(
    (line): line is NamedDiscrepancy & { locationId: string } =>
      line.fix === FixStatus.PLANNED &&
      line.kind === DiscrepancyKind.LEDGER_MISMATCH &&
      line.locationId !== null,
  );
  if (doubtful.length === 0) return lines;
  const broken = await snapshot.query(brokenLinks, {
    productIds: doubtful.map(({ productId }) => productId),
    locationIds: doubtful.map(({ locationId }) => locationId),
  });
  return lines.map((line) => {
    const link = broken.find(
      ({ productId, locationId, batchId }) =>
        doubtful.some((one) => one === line) &&
        productId === line.productId &&
        locationId === line.locationId &&
        (line.batchId === null || batchId === line.batchId),
    );
    if (!link) return line;
    const note = `The chain itself is broken at movement ${link.sequence} (${link.what}): no figure is computed from it`;
    return { ...line, fix: FixStatus.SKIPPED, note };
  });
}

/** Keeps what a task would repair as a run, and returns its id; nothing is repaired yet. */
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
