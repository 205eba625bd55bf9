import { sqliteCode, type Connection } from './external-file';
import { quoted } from './external-table';
import { asText, tagged, untagged, type Encoding, type ExternalValue } from './external-value';
import { keyList } from './key-list';

/** A row that is due to be written next door. */
export interface PlannedRow {
  readonly key: string;
  /** What both sides last agreed on. */
  readonly was: 'SOLD' | 'IN_STOCK';
  /** What it is here now; null: as both sides last agreed. */
  readonly due: 'SOLD' | 'IN_STOCK' | null;
  /** The status that was last seen there, and whether it stands for in stock. */
  readonly seen: string;
  readonly seenInStock: boolean;
  /** The status to write. */
  readonly status: string | null;
  /** What a run that died was writing, and with which date. */
  readonly pendingStatus: string | null;
  readonly pendingDate: string | null;
  /** What came in by this key, in base units. */
  readonly intake: number;
}

export interface StatusColumns {
  readonly table: string;
  readonly key: string;
  readonly status: string;
  readonly lastDate: string | null;
  /** Statuses there that stand for gone. */
  readonly soldValues: string[];
  readonly encoding: Encoding;
}

type ConflictCode =
  'ROW_MISSING' | 'KEY_DUPLICATE' | 'SOLD_ON_BOTH_SIDES' | 'STATUS_CHANGED' | 'WRITE_REFUSED';

/** What became of a planned row. */
export interface Outcome {
  readonly key: string;
  readonly outcome: 'WRITTEN' | 'CONFLICT' | 'NOT_WRITTEN';
  /** What both sides agree on now. */
  readonly became: 'SOLD' | 'IN_STOCK' | null;
  /** The status there, and what it stands for in base units. */
  readonly found: string | null;
  readonly quantity: number | null;
  readonly conflict: ConflictCode | null;
}

/** Writes one row if it still has the status that was seen; the caller holds the file's write lock. */
export function settleRow(
  connection: Connection,
  columns: StatusColumns,
  row: PlannedRow,
  date: string,
  dryRun: boolean,
): Outcome {
  const { key, due, seen } = row;
  const rows = readStatus(connection, columns, key);
  if (rows.length === 0) return conflict(row, 'ROW_MISSING');
  if (rows.length > 1) return conflict(row, 'KEY_DUPLICATE');
  const [found, lastDate] = rows[0]!;
  const became = row.was === 'IN_STOCK' ? 'SOLD' : 'IN_STOCK';

  // What a run that died was writing: it got there, or it is written now as it was meant.
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
  if (due === null || status === null) return nothing(row); // sold and refunded before anything was written

  if (found === seen && (due === 'IN_STOCK' || row.seenInStock)) {
    const isWritten =
      dryRun || writeStatus(connection, columns, { key, seen, status, date: stamp });
    return isWritten ? written(row, became, status) : conflict(row, 'WRITE_REFUSED');
  }
  // A refund here, and somebody there has put it back already.
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
  const rows = connection
    .prepare(
      `select ${columns.join(', ')} from ${quoted(table)} where ${quoted(key)} in (select value from json_each(?)) limit 2`,
    )
    .raw()
    .safeIntegers()
    .all(keyList([value])) as [ExternalValue, ExternalValue][];
  const text = (found: ExternalValue) => asText(untagged(found, encoding));
  return rows.map(([found, date]) => [text(found), text(date)]);
}

/** Returns whether the file took it: a constraint or trigger of its own may not. */
function writeStatus(
  connection: Connection,
  columns: StatusColumns,
  row: { key: string; seen: string; status: string; date: string },
): boolean {
  const { table, key, status, lastDate } = columns;
  const set = [status, ...(lastDate === null ? [] : [lastDate])].map(
    (name) => `${quoted(name)} = ?`,
  );
  const keys = keyList([row.key]);
  const values = [row.status, ...(lastDate === null ? [] : [row.date]), keys, row.seen];
  try {
    const { changes } = connection
      .prepare(
        `update ${quoted(table)} set ${set.join(', ')}
         where ${quoted(key)} in (select value from json_each(?)) and cast(${quoted(status)} as text) = ?`,
      )
      .run(...values);
    // A view's trigger writes elsewhere, and is not counted.
    return changes === 1 || readStatus(connection, columns, row.key)[0]?.[0] === row.status;
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_CONSTRAINT' && connection.inTransaction) return false;
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

function nothing(row: PlannedRow): Outcome {
  return {
    ...{ key: row.key, outcome: 'NOT_WRITTEN', became: null, found: null, quantity: null },
    conflict: null,
  };
}
