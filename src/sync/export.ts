import { DateTime } from 'luxon';
import type { ExternalFile } from './external-file';
import type { ExternalTable } from './external-table';
import { settleRow, type Outcome, type PlannedRow, type StatusColumns } from './export-row';
import type { RunState } from './run-state';

const CHUNK = 200;

/**
 * Writes what was sold here to the external source, and reverts it where it was refunded. Each chunk is one short
 * transaction of the file. The plan is recorded here before it and the outcome after it, so that the run after one that
 * died in between can recognise its writes.
 */
export async function exportRows(
  state: RunState,
  file: ExternalFile,
  table: ExternalTable,
): Promise<void> {
  const { source, dryRun } = state;
  const columns: StatusColumns = {
    table: source.tableName,
    key: table.column(source.keyColumn),
    status: table.column(source.statusColumn),
    lastDate: source.lastDateColumn === null ? null : table.column(source.lastDateColumn),
    soldValues: source.soldValues,
    encoding: table.encoding,
  };
  const date = DateTime.now().setZone(source.timeZone).toFormat(source.lastDateFormat);
  for (let after = ''; ;) {
    const planned = await state.write<PlannedRow[]>('plan_sync_export', {
      ...{ sourceId: source.id, runId: state.runId, after, limit: CHUNK, date, dryRun },
    });
    if (planned.length === 0) return;
    after = planned.at(-1)!.key;
    const settle = dryRun ? file.read.bind(file) : file.write.bind(file);
    const outcomes = await settle((connection) =>
      planned.map((row) => settleRow(connection, columns, row, date, dryRun)),
    );
    if (!dryRun) {
      const { runId } = state;
      await state.write('settle_sync_export', { sourceId: source.id, runId, rows: outcomes });
    }
    for (const outcome of outcomes) await report(state, outcome);
    state.step();
  }
}

async function report(state: RunState, { key, outcome, conflict }: Outcome): Promise<void> {
  state.counts.seen++;
  if (outcome === 'WRITTEN') state.counts.exported++;
  else if (!conflict) state.counts.skipped++;
  else
    await state.problem({ outcome: 'CONFLICT', key, code: conflict, message: MESSAGES[conflict] });
}

const MESSAGES = {
  ROW_MISSING: 'Its row is missing in the external source',
  KEY_DUPLICATE: 'More than one external row has this key',
  SOLD_ON_BOTH_SIDES: 'It was sold here, and in the external source before the sale was exported',
  WRITE_REFUSED: 'A constraint or trigger of the file refuses the status update',
  STATUS_CHANGED: 'Its external status has changed since it was last read',
} as const;
