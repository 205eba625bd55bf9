import { sqliteCode, type Connection, type ExternalFile } from './external-file';
import { SyncError } from './errors';
import { asText, tagged, untagged, type Encoding, type ExternalValue } from './external-value';
import { keyList } from './key-list';

export type { ExternalValue } from './external-value';

/** An external row: its rowid (null where the table has none) and its values by column. */
export interface ExternalRow {
  readonly rowNumber: number | null;
  readonly values: Readonly<Record<string, ExternalValue>>;
}

export interface ExternalColumn {
  readonly name: string;
  readonly type: string;
}

/** Only of tables and views that the file defines: SQLite's built-in ones would reveal facts about this machine. */
const COLUMNS = `select ${tagged('c.name')}, ${tagged('c.type')} from sqlite_schema s join pragma_table_xinfo(s.name) c
  where s.type in ('table', 'view') and s.name = ? collate nocase and c.hidden <> 1 order by c.cid`;

/** Quotes an SQLite identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table or view of an external file, as sync reads it. */
export class ExternalTable {
  private readonly name: string;
  private readonly selected: string;

  private constructor(
    private readonly file: ExternalFile,
    table: string,
    readonly columns: ExternalColumn[],
    private readonly hasRowid: boolean,
    readonly encoding: Encoding,
  ) {
    this.name = quoted(table);
    const number = hasRowid ? 'rowid' : 'null';
    this.selected = [number, ...columns.map((column) => tagged(quoted(column.name)))].join(', ');
  }

  /** Finds a table by its name; throws SYNC_TABLE_UNKNOWN. */
  static async find(file: ExternalFile, name: string): Promise<ExternalTable> {
    const [[encoding]] = (await file.all('select encoding from pragma_encoding')) as [[Encoding]];
    const columns = (await readAll(file, encoding, COLUMNS, [name])) as [string, string][];
    if (columns.length === 0) {
      throw new SyncError('SYNC_TABLE_UNKNOWN', `The file has no table ${name}`, { table: name });
    }
    if (columns.some(([column]) => column.includes('\ufffd'))) {
      throw new SyncError('SYNC_FILE_BROKEN', 'The name of a column is not valid text');
    }
    const hasRowid = await file.read((connection) => canPrepare(connection, name));
    const described = columns.map(([column, type]) => ({ name: column, type }));
    return new ExternalTable(file, name, described, hasRowid, encoding);
  }

  /** A column's name as the table spells it (SQLite ignores case). Throws SYNC_COLUMN_UNKNOWN. */
  column(name: string): string {
    const found =
      this.columns.find((column) => column.name === name) ??
      this.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
    if (found) return found.name;
    throw new SyncError('SYNC_COLUMN_UNKNOWN', `The table has no column ${name}`, { column: name });
  }

  /** All rows, page by page; between two pages the file is not locked. */
  async *pages(size: number, key: string): AsyncGenerator<ExternalRow[]> {
    const by = this.positionOf(key);
    if (!this.hasRowid) {
      const keyless = await this.read(`where ${by} is null limit ?`, [size]);
      if (keyless.length > 0) yield keyless;
    }
    for (let after: ExternalValue | undefined; ;) {
      const rows: ExternalRow[] =
        after === undefined
          ? await this.read(`where ${by} is not null order by ${by} limit ?`, [size])
          : await this.read(`where ${by} > ? order by ${by} limit ?`, [after, size]);
      if (rows.length > 0) yield rows;
      if (rows.length < size) return;
      const last = rows.at(-1)!;
      after = this.hasRowid ? last.rowNumber! : last.values[key]!;
      if (asText(after)?.includes('\ufffd')) {
        throw new SyncError(
          'SYNC_FILE_BROKEN',
          'A key is not valid text, and the table has no rowid',
        );
      }
    }
  }

  /** The rows of some keys. */
  byKeys(key: string, keys: string[]): Promise<ExternalRow[]> {
    return this.read(`where ${quoted(key)} in (select value from json_each(?))`, [keyList(keys)]);
  }

  /** Rows by a condition and its parameters. */
  async read(rest: string, parameters: unknown[]): Promise<ExternalRow[]> {
    const sql = `select ${this.selected} from ${this.name} ${rest}`;
    const rows = await this.all(sql, parameters);
    return rows.map(([rowNumber = null, ...values]) => ({
      rowNumber: rowNumber === null ? null : Number(rowNumber),
      values: Object.fromEntries(this.columns.map(({ name }, index) => [name, values[index]!])),
    }));
  }

  async count(where = '', parameters: unknown[] = []): Promise<number> {
    const [row] = await this.all(`select count(*) from ${this.name} ${where}`, parameters);
    return Number(row![0]);
  }

  /** Keys that occur in more than one row. */
  async duplicates(key: string): Promise<Set<string>> {
    const name = quoted(key);
    const { type } = this.columns.find((column) => column.name === key)!;
    // A column without a type may hold the number 1 and the text 1: the same key.
    const by = type === '' ? `cast(${name} as text)` : name;
    const rows = await this.all(
      `select ${tagged(name)} from ${this.name} where ${name} is not null group by ${by} having count(*) > 1`,
    );
    return new Set(rows.map(([value]) => String(value)));
  }

  /** How many rows have no key. */
  countBlank(key: string): Promise<number> {
    return this.count(`where ${quoted(key)} is null or trim(${quoted(key)}) = ''`);
  }

  /** The expression that rows are ordered by: the rowid, or the key where there is none. */
  positionOf(key: string): string {
    return this.hasRowid ? 'rowid' : quoted(key);
  }

  /** How many rows each status has, the most frequent first; at most 100. */
  async statuses(status: string): Promise<{ status: string | null; rows: number }[]> {
    const name = quoted(status);
    const rows = await this.all(
      `select ${tagged(name)}, count(*) from ${this.name} group by ${name} order by 2 desc, ${name} limit 100`,
    );
    return rows.map(([value, count]) => ({ status: asText(value), rows: Number(count) }));
  }

  private all(sql: string, parameters: unknown[] = []): Promise<ExternalValue[][]> {
    return readAll(this.file, this.encoding, sql, parameters);
  }
}

/** Rows of a statement whose texts are tagged. */
async function readAll(
  file: ExternalFile,
  encoding: Encoding,
  sql: string,
  parameters: unknown[],
): Promise<ExternalValue[][]> {
  const rows = (await file.all(sql, parameters)) as ExternalValue[][];
  return rows.map((row) => row.map((value) => untagged(value, encoding)));
}

/** Views and tables WITHOUT ROWID have no rowid. */
function canPrepare(connection: Connection, table: string): boolean {
  try {
    connection.prepare(`select rowid from ${quoted(table)} limit 0`);
    return true;
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_ERROR') return false;
    throw error;
  }
}
