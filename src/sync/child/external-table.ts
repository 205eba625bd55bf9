import { SyncError } from '../errors';
import type { ExternalFile } from './external-file';
import {
  asText,
  inList,
  keyForms,
  sizeOf,
  tagged,
  untagged,
  type ExternalValue,
} from './external-value';
import {
  columnName,
  inMain,
  MAX_NAME_LENGTH,
  quoted,
  readAll,
  readSchema,
  type ExternalColumn,
  type TableSchema,
} from './table-schema';

/** An external row: its rowid (null where the table has none) and its values by column. */
export interface ExternalRow {
  readonly rowNumber: number | null;
  readonly values: Readonly<Record<string, ExternalValue>>;
}

/** The size of a page in bytes; a page of long values has fewer rows. */
const MAX_PAGE_BYTES = 4_000_000;

/** Reads rows of a table of an external file. */
export class ExternalTable {
  private readonly name: string;
  private readonly selected: string;

  private constructor(
    readonly file: ExternalFile,
    readonly schema: TableSchema,
  ) {
    this.name = inMain(schema.table);
    const number = schema.hasRowid ? 'rowid' : 'null';
    const columns = schema.columns.map(({ name }) => tagged(quoted(name)));
    this.selected = [number, ...columns].join(', ');
  }

  /** Finds a table by its name; see readSchema. */
  static async find(
    file: ExternalFile,
    name: string,
    allowComputed: boolean,
  ): Promise<ExternalTable> {
    return new ExternalTable(file, await readSchema(file, name, allowComputed));
  }

  get columns(): ExternalColumn[] {
    return this.schema.columns;
  }

  /** The name of a column as the table has it; see columnName. */
  column(name: string): string {
    return columnName(this.schema, name);
  }

  /** All rows, or those with the given keys, page by page. Between two pages the file is not locked. */
  async *pages(size: number, key: string, keys?: string[]): AsyncGenerator<ExternalRow[]> {
    // With keys, `+` makes SQLite look the keys up in their index; without, it could read the whole table in order.
    const by = keys ? `+${this.positionOf(key)}` : this.positionOf(key);
    const parameters = keyForms(keys ?? []);
    const within = keys ? `${quoted(key)} ${inList(parameters)} and` : '';
    if (!this.schema.hasRowid && !keys) {
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
      after = this.schema.hasRowid ? last.rowNumber! : last.values[key]!;
      if (typeof after === 'symbol' || asText(after)?.includes('\ufffd')) {
        throw new SyncError(
          'SYNC_FILE_BROKEN',
          'A key is not valid text, and the table has no rowid',
        );
      }
    }
  }

  /** Which of the given keys have a row. */
  async existing(key: string, keys: string[]): Promise<string[]> {
    const forms = keyForms(keys);
    const sql = `select distinct ${tagged(quoted(key))} from ${this.name} where ${quoted(key)} ${inList(forms)} limit ?`;
    const rows = await this.all(sql, [...forms, 2 * keys.length]);
    return rows.map(([value]) => String(value));
  }

  /** Rows by a condition and its parameters. `isLast` is false if rows were left out because of MAX_PAGE_BYTES. */
  read(rest: string, parameters: unknown[]): Promise<{ rows: ExternalRow[]; isLast: boolean }> {
    const sql = `select ${this.selected} from ${this.name} ${rest}`;
    return this.file.read((connection) => {
      const rows: ExternalRow[] = [];
      let bytes = 0;
      for (const found of connection.prepare(sql).iterate(...parameters)) {
        if (bytes > MAX_PAGE_BYTES) return { rows, isLast: false };
        const [rowNumber = null, ...values] = (found as unknown[]).map((value) =>
          untagged(value, this.schema.encoding),
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

  /** The keys that occur in more than one row. */
  async duplicates(key: string): Promise<Set<string>> {
    const name = quoted(key);
    const { type } = this.columns.find((column) => column.name === key)!;
    // A column without a type can hold both the number 1 and the text 1, which are the same key.
    const by = type === '' ? `cast(${name} as text)` : name;
    const rows = await this.all(
      `select ${tagged(name)} from ${this.name} where ${name} is not null group by ${by} having count(*) > 1`,
    );
    return new Set(rows.map(([value]) => String(value)));
  }

  /** The number of rows without a key. */
  countBlank(key: string): Promise<number> {
    return this.count(`where ${quoted(key)} is null or trim(${quoted(key)}) = ''`);
  }

  /** The expression that rows are ordered by: the rowid, or the key where there is none. */
  positionOf(key: string): string {
    return this.schema.hasRowid ? 'rowid' : quoted(key);
  }

  /** The number of rows by status, for the 100 most frequent statuses. */
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
    const { encoding } = this.schema;
    return this.file.read((connection) => readAll(connection, encoding, sql, parameters));
  }
}
