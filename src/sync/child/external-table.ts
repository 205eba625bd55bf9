import { SyncError } from '../errors';
import { isSqliteError, type Connection, type ExternalFile } from './external-file';
import {
  asText,
  sizeOf,
  tagged,
  untagged,
  type Encoding,
  type ExternalValue,
} from './external-value';
import { keyList } from './key-list';

/** An external row: its rowid (null where the table has none) and its values by column. */
export interface ExternalRow {
  readonly rowNumber: number | null;
  readonly values: Readonly<Record<string, ExternalValue>>;
}

export interface ExternalColumn {
  readonly name: string;
  readonly type: string;
}

/** Rows of a page, in bytes of their values; a page with longer ones has fewer. */
const MAX_PAGE_BYTES = 4_000_000;
const MAX_NAME_LENGTH = 500;

/** Only of tables and views that the file defines: SQLite's built-in ones would reveal facts about this machine. */
const TABLES = `select type, ${tagged('name')} from pragma_table_list where schema = 'main' and name = ? collate nocase
  and name not like 'sqlite\\_%' escape '\\'`;
/** hidden: 1 of a virtual table, 2 and 3 generated. */
const COLUMNS = `select ${tagged('name')}, ${tagged('type')}, hidden from pragma_table_xinfo(?) where hidden <> 1 order by cid`;

/** Quotes an SQLite identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table of an external file, as sync reads it. */
export class ExternalTable {
  private readonly name: string;
  private readonly selected: string;

  private constructor(
    private readonly file: ExternalFile,
    readonly table: string,
    readonly columns: ExternalColumn[],
    private readonly generated: string[],
    private readonly hasRowid: boolean,
    readonly encoding: Encoding,
  ) {
    this.name = quoted(table);
    const number = hasRowid ? 'rowid' : 'null';
    this.selected = [number, ...columns.map((column) => tagged(quoted(column.name)))].join(', ');
  }

  /**
   * Finds a table by its name. Views, virtual tables and generated columns run expressions of the file: they are left
   * out unless `allowComputed`. Throws SYNC_TABLE_UNKNOWN.
   */
  static async find(
    file: ExternalFile,
    name: string,
    allowComputed: boolean,
  ): Promise<ExternalTable> {
    return file.read((connection) => {
      const [[encoding]] = connection.prepare('select encoding from pragma_encoding').all() as [
        [Encoding],
      ];
      const all = (sql: string) => readAll(connection, encoding, sql, [name]);
      const [found] = all(TABLES) as [string, string][];
      const details = { table: name };
      if (!found) {
        throw new SyncError('SYNC_TABLE_UNKNOWN', `The file has no table ${name}`, details);
      }
      if (found[0] !== 'table' && !allowComputed) {
        const kind = found[0] === 'view' ? 'view' : `${found[0]} table`;
        const message = `${name} is a ${kind}, which is read only with allowComputed`;
        throw new SyncError('SYNC_TABLE_UNKNOWN', message, { ...details, type: found[0] });
      }
      const columns = all(COLUMNS) as [string, string, bigint][];
      if (columns.some(([column]) => !isName(column))) {
        throw new SyncError('SYNC_FILE_BROKEN', 'The name of a column is not valid text');
      }
      const isRead = (hidden: bigint) => allowComputed || hidden === 0n;
      return new ExternalTable(
        file,
        name,
        columns
          .filter(([, , hidden]) => isRead(hidden))
          .map(([column, type]) => ({ name: column, type: type.slice(0, MAX_NAME_LENGTH) })),
        columns.filter(([, , hidden]) => !isRead(hidden)).map(([column]) => column),
        canPrepare(connection, name),
        encoding,
      );
    });
  }

  /** A column's name as the table spells it (SQLite ignores case). Throws SYNC_COLUMN_UNKNOWN. */
  column(name: string): string {
    const isNamed = (column: string) => column.toLowerCase() === name.toLowerCase();
    const found =
      this.columns.find((column) => column.name === name) ??
      this.columns.find((column) => isNamed(column.name));
    if (found) return found.name;
    const message = this.generated.some(isNamed)
      ? `The column ${name} is generated, and read only with allowComputed`
      : `The table has no column ${name}`;
    throw new SyncError('SYNC_COLUMN_UNKNOWN', message, { column: name });
  }

  /** All rows, or those of some keys, page by page; between two pages the file is not locked. */
  async *pages(size: number, key: string, keys?: string[]): AsyncGenerator<ExternalRow[]> {
    // With keys: `+` keeps SQLite from reading the whole table in this order in place of an index of the keys.
    const by = keys ? `+${this.positionOf(key)}` : this.positionOf(key);
    const [within, parameters] = keys ? [`${inKeys(key)} and`, [keyList(keys)]] : ['', []];
    if (!this.hasRowid && !keys) {
      const keyless = await this.read(`where ${by} is null limit ?`, [size]);
      if (keyless.rows.length > 0) yield keyless.rows;
    }
    for (let after: ExternalValue | undefined; ;) {
      const [condition, from] =
        after === undefined ? [`${by} is not null`, []] : [`${by} > ?`, [after]];
      const rest = `where ${within} ${condition} order by ${by} limit ?`;
      const { rows, isLast } = await this.read(rest, [...parameters, ...from, size]);
      if (rows.length > 0) yield rows;
      if (isLast && rows.length < size) return;
      const last = rows.at(-1)!;
      after = this.hasRowid ? last.rowNumber! : last.values[key]!;
      if (typeof after === 'symbol' || asText(after)?.includes('\ufffd')) {
        throw new SyncError(
          'SYNC_FILE_BROKEN',
          'A key is not valid text, and the table has no rowid',
        );
      }
    }
  }

  /** Those of some keys that have a row. */
  async existing(key: string, keys: string[]): Promise<string[]> {
    const sql = `select distinct ${tagged(quoted(key))} from ${this.name} where ${inKeys(key)} limit ?`;
    const rows = await this.all(sql, [keyList(keys), 2 * keys.length]);
    return rows.map(([value]) => String(value));
  }

  /** Rows by a condition and its parameters; `isLast`: none was left out because the page was full of bytes. */
  read(rest: string, parameters: unknown[]): Promise<{ rows: ExternalRow[]; isLast: boolean }> {
    const sql = `select ${this.selected} from ${this.name} ${rest}`;
    return this.file.read((connection) => {
      const rows: ExternalRow[] = [];
      let bytes = 0;
      for (const found of connection.prepare(sql).iterate(...parameters)) {
        if (bytes > MAX_PAGE_BYTES) return { rows, isLast: false };
        const [rowNumber = null, ...values] = (found as unknown[]).map((value) =>
          untagged(value, this.encoding),
        );
        bytes += values.reduce((sum: number, value) => sum + sizeOf(value), 0);
        rows.push({
          rowNumber: rowNumber === null ? null : Number(rowNumber),
          values: Object.fromEntries(this.columns.map(({ name }, index) => [name, values[index]!])),
        });
      }
      return { rows, isLast: true };
    });
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
    return rows.map(([value, count]) => ({
      status: asText(value)?.slice(0, MAX_NAME_LENGTH) ?? null,
      rows: Number(count),
    }));
  }

  private all(sql: string, parameters: unknown[] = []): Promise<ExternalValue[][]> {
    return this.file.read((connection) => readAll(connection, this.encoding, sql, parameters));
  }
}

function inKeys(key: string): string {
  return `${quoted(key)} in (select value from json_each(?))`;
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && !name.includes('\ufffd') && name.length <= MAX_NAME_LENGTH;
}

/** Rows of a statement whose texts are tagged. */
function readAll(
  connection: Connection,
  encoding: Encoding,
  sql: string,
  parameters: unknown[],
): ExternalValue[][] {
  const rows = connection.prepare(sql).all(...parameters) as unknown[][];
  return rows.map((row) => row.map((value) => untagged(value, encoding)));
}

/** Views and tables WITHOUT ROWID have no rowid. */
function canPrepare(connection: Connection, table: string): boolean {
  try {
    connection.prepare(`select rowid from ${quoted(table)} limit 0`);
    return true;
  } catch (error) {
    if (isSqliteError(error, 'ERROR')) return false;
    throw error;
  }
}
