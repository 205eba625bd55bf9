import { DateTime } from 'luxon';
import type { Outcome, PlannedRow } from './child/planned-row';
import { formatProblem } from '../dates/date-format';
import { SyncError } from './errors';
import type { RunState } from './run-state';
import type { SourceProcess } from './source-process';

const CHUNK = 200;

/**
 * Writes what was sold here to the external source, and reverts it where it was refunded. Each chunk is one short
 * transaction of the file. The plan is recorded here before it and the outcome after it, so that the run after one that
 * died in between can recognise its writes.
 */
export async function exportRows(
  state: RunState,
  file: SourceProcess,
  scratch: string | null,
): Promise<void> {
  const { source, dryRun } = state;
  await file.request('checkExport');
  const problem = formatProblem(source.lastDateFormat);
  if (problem) {
    const field = 'lastDateFormat';
    throw new SyncError('SYNC_MAPPING_INVALID', `${field}: ${problem}`, { field });
  }
  const now = DateTime.now().setZone(source.timeZone);
  const date = now.toFormat(source.lastDateFormat, { locale: 'en' });
  for (let after = ''; ;) {
    const planned = await state.write<PlannedRow[]>('plan_sync_export', {
      ...{ sourceId: source.id, runId: state.runId, after, limit: CHUNK, date, dryRun },
      ...(state.dryRunId !== undefined && { dryRunId: state.dryRunId }),
    });
    if (planned.length === 0) return;
    after = planned.at(-1)!.key;
    const outcomes = await file.request('exportRows', { rows: planned, date, scratch });
    const { runId } = state;
    // A stale row was not touched: what an earlier run that died has planned for it stays planned.
    const rows = outcomes.filter(({ outcome }) => outcome !== 'STALE');
    await state.write('settle_sync_export', { sourceId: source.id, runId, dryRun, rows });
    if (dryRun) await state.show(changesOf(state, planned, outcomes, date));
    for (const outcome of outcomes) {
      if (outcome.outcome !== 'STALE') state.settled.set(outcome.key, outcome);
      await report(state, outcome);
    }
    state.step();
  }
}

async function report(state: RunState, { key, outcome, conflict }: Outcome): Promise<void> {
  state.counts.seen++;
  if (outcome === 'WRITTEN') state.counts.exported++;
  else if (outcome === 'STALE')
    await state.problem({ outcome: 'ERROR', key, code: 'STALE_VERSION', message: STALE });
  else if (!conflict) state.counts.skipped++;
  else
    await state.problem({ outcome: 'CONFLICT', key, code: conflict, message: MESSAGES[conflict] });
}

/** The columns of the rows that would be written, old and new. */
function changesOf(
  { source }: RunState,
  rows: readonly PlannedRow[],
  outcomes: readonly Outcome[],
  date: string,
): object[] {
  return rows.flatMap(({ key, sku, seen, hash }, at) => {
    const { outcome, found } = outcomes[at]!;
    if (outcome !== 'WRITTEN') return [];
    const { statusColumn, lastDateColumn } = source;
    const changes = [
      { field: statusColumn, before: seen, after: found },
      ...(lastDateColumn === null ? [] : [{ field: lastDateColumn, before: null, after: date }]),
    ];
    return [{ key, action: 'EXPORTED', subject: sku, changes, hash, rowHash: hash }];
  });
}

const STALE =
  'The dry run did not show that this row would be written so; it is left for the next run';

const MESSAGES = {
  ROW_MISSING: 'Its row is missing in the external source',
  KEY_DUPLICATE: 'More than one external row has this key',
  SOLD_ON_BOTH_SIDES: 'It was sold here, and in the external source before the sale was exported',
  WRITE_REFUSED: 'A constraint or trigger of the file refuses the status update',
  STATUS_CHANGED: 'Its external status has changed since it was last read',
} as const;
