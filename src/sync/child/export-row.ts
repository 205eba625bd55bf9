import type { Connection } from './sqlite-connection';
import { asText, inList, keyForms, tagged, untagged, type Encoding } from './external-value';
import type { ConflictCode, Outcome, PlannedRow } from './planned-row';
import { isSqliteError } from './sqlite-errors';
import { inMain, quoted } from './table-schema';

export interface StatusColumns {
  readonly table: string;
  readonly key: string;
  readonly status: string;
  readonly lastDate: string | null;
  /** External statuses that mean sold. */
  readonly soldValues: string[];
  readonly encoding: Encoding;
}

/** Writes one row if it still has the status that was last read. The caller holds the file's write lock. */
export function settleRow(
  connection: Connection,
  columns: StatusColumns,
  row: PlannedRow,
  date: string,
): Outcome {
  const { key, due, seen } = row;
  const rows = readStatus(connection, columns, key);
  if (rows.length === 0) return conflict(row, 'ROW_MISSING');
  if (rows.length > 1) return conflict(row, 'KEY_DUPLICATE');
  const [found, lastDate] = rows[0]!;
  const became = row.was === 'IN_STOCK' ? 'SOLD' : 'IN_STOCK';

  // An earlier run that died: either it wrote the row, or the row is written now as that run planned it.
  const isPending = row.pendingStatus !== null;
  const status = row.pendingStatus ?? row.status;
  const stamp = row.pendingDate ?? date;
  if (
    isPending &&
    found !== null &&
    found === status &&
    (columns.lastDate === null || lastDate === stamp)
  ) {
    return written(row, became, found);
  }
  if (due === null || status === null) return nothing(row, 'NOT_WRITTEN'); // sold and refunded before anything was written

  if (found === seen && (due === 'IN_STOCK' || row.seenInStock)) {
    const write = row.isStale ? tryStatus : writeStatus;
    const isTaken = write(connection, columns, { key, seen, status, date: stamp });
    if (!isTaken) return conflict(row, 'WRITE_REFUSED');
    return row.isStale ? nothing(row, 'STALE') : written(row, became, status);
  }
  // Refunded here, and already put back in the external source.
  if (due === 'IN_STOCK' && found === status) return written(row, became, found);
  const bothSold = due === 'SOLD' && found !== null && columns.soldValues.includes(found);
  return conflict(row, bothSold ? 'SOLD_ON_BOTH_SIDES' : 'STATUS_CHANGED');
}

function readStatus(
  connection: Connection,
  { table, key, status, lastDate, encoding }: StatusColumns,
  value: string,
): [string | null, string | null][] {
  const columns = [status, lastDate].map((name) => (name === null ? 'null' : tagged(quoted(name))));
  const forms = keyForms([value]);
  const rows = connection
    .prepare(
      `select ${columns.join(', ')} from ${inMain(table)} where ${quoted(key)} ${inList(forms)} limit 2`,
    )
    .all(...forms) as [unknown, unknown][];
  const text = (found: unknown) => asText(untagged(found, encoding));
  return rows.map(([found, date]) => [text(found), text(date)]);
}

/** Whether the file would take the write, which is taken back. */
function tryStatus(...[connection, ...write]: Parameters<typeof writeStatus>): boolean {
  connection.exec('savepoint tried');
  try {
    return writeStatus(connection, ...write);
  } finally {
    if (connection.isTransaction) connection.exec('rollback to tried; release tried');
  }
}

/** Returns false where a constraint or trigger of the file refuses the update. */
function writeStatus(
  connection: Connection,
  columns: StatusColumns,
  row: { key: string; seen: string; status: string; date: string },
): boolean {
  const { table, key, status, lastDate } = columns;
  const set = [status, ...(lastDate === null ? [] : [lastDate])].map(
    (name) => `${quoted(name)} = ?`,
  );
  const keys = keyForms([row.key]);
  const values = [row.status, ...(lastDate === null ? [] : [row.date]), ...keys, row.seen];
  try {
    const { changes } = connection
      .prepare(
        `update ${inMain(table)} set ${set.join(', ')}
         where ${quoted(key)} ${inList(keys)} and cast(${quoted(status)} as text) = ?`,
      )
      .run(...values);
    // A view's INSTEAD OF trigger writes to another table; those changes are not counted.
    return Number(changes) === 1 || readStatus(connection, columns, row.key)[0]?.[0] === row.status;
  } catch (error) {
    if (isSqliteError(error, 'CONSTRAINT') && connection.isTransaction) return false;
    throw error;
  }
}

function written(row: PlannedRow, became: 'SOLD' | 'IN_STOCK', found: string): Outcome {
  const quantity = became === 'SOLD' ? 0 : row.intake;
  return {
    ...{ key: row.key, outcome: 'WRITTEN', became, found, quantity },
    conflict: null,
  };
}

function conflict(row: PlannedRow, code: ConflictCode): Outcome {
  return {
    ...{ key: row.key, outcome: 'CONFLICT', became: null, found: null, quantity: null },
    conflict: code,
  };
}

function nothing(row: PlannedRow, outcome: 'NOT_WRITTEN' | 'STALE'): Outcome {
  return {
    ...{ key: row.key, outcome, became: null, found: null, quantity: null },
    conflict: null,
  };
}
