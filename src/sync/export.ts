import { DateTime } from 'luxon';
import type { ExternalFile } from './external-file';
import type { ExternalTable } from './external-table';
import { settleRow, type Outcome, type PlannedRow, type StatusColumns } from './export-row';
import type { RunState } from './run-state';

const CHUNK = 200;

/**
 * Writes next door what was sold here, and takes it back where it was refunded. A chunk is one short transaction of
 * the file, between an intention kept here before and an outcome kept here after: a run that died in between knows
 * its own hand again.
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
    for (const outcome of outcomes) await tell(state, outcome);
    state.step();
  }
}

async function tell(state: RunState, { key, outcome, conflict }: Outcome): Promise<void> {
  state.counts.seen++;
  if (outcome === 'WRITTEN') state.counts.exported++;
  else if (!conflict) state.counts.skipped++;
  else
    await state.problem({ outcome: 'CONFLICT', key, code: conflict, message: MESSAGES[conflict] });
}

const MESSAGES = {
  ROW_MISSING: 'Its row is gone there',
  KEY_DUPLICATE: 'More than one row there has this key',
  SOLD_ON_BOTH_SIDES: 'It was sold here, and there too before it was told',
  WRITE_REFUSED: 'A constraint or trigger of the file does not let its status be written',
  STATUS_CHANGED: 'Its status there is another than when it was last seen',
} as const;
