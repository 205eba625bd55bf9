import { Transform, type TransformCallback } from 'node:stream';
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { ColumnTypes } from '../database/columnar';

/**
 * Rows are written in groups: one is in memory as values, and its bytes until they are taken. Encoding one of 5,000 rows takes
 * about 50 ms, in which the process does nothing else. Of each group the file's index has entries, which stay in memory to the end,
 * so in a long file the groups are larger.
 */
const groupRows = (groups: number) => Math.min(50_000, 5_000 + 50 * groups);
const GROUP_BYTES = 16 * 1024 ** 2;

const DAY_MS = 86_400_000;
const NEWLINE = 10;
/** Every decimal number of an export is a numeric(20, 6), which needs 9 bytes. */
const SCALE = 6;
const DECIMAL = {
  type: 'FIXED_LEN_BYTE_ARRAY',
  type_length: 9,
  converted_type: 'DECIMAL',
  ...{ precision: 20, scale: SCALE },
} as const;

interface Kind {
  readonly element: Omit<SchemaElement, 'name' | 'repetition_type'>;
  /** A value of its JSON. */
  readonly read: (json: never) => unknown;
}

const STRING = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const TEXT: Kind = { element: STRING, read: (text) => text };
const KINDS: Readonly<Record<string, Kind>> = {
  bigint: { element: { type: 'INT64' }, read: (number: number) => BigInt(number) },
  integer: { element: { type: 'INT32' }, read: (number) => number },
  boolean: { element: { type: 'BOOLEAN' }, read: (truth) => truth },
  date: {
    element: { type: 'INT32', converted_type: 'DATE' },
    read: (day: string) => Date.parse(day) / DAY_MS,
  },
  'timestamp with time zone': {
    element: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
    read: (time: string) => BigInt(Date.parse(time)) * 1000n,
  },
  numeric: { element: DECIMAL, read: decimal },
  jsonb: { element: STRING, read: (json) => JSON.stringify(json) },
};

/** A decimal text as a whole number of its last place. */
function decimal(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(SCALE, '0'));
}

/** Makes NDJSON of an export (ndjsonCopy) a Parquet file, a group of rows at a time. */
export class ParquetRows extends Transform {
  private readonly names: string[];
  private readonly kinds: Kind[];
  private readonly file = new ByteWriter();
  private readonly writer: ParquetWriter;
  private values: unknown[][];
  private rows = 0;
  private groups = 0;
  private bytes = 0;
  private rest: Buffer[] = [];

  constructor(columns: ColumnTypes) {
    super();
    this.names = Object.keys(columns);
    this.kinds = Object.values(columns).map((type) => KINDS[type] ?? TEXT);
    this.values = this.names.map(() => []);
    const schema: SchemaElement[] = [
      { name: 'root', num_children: this.names.length },
      ...this.names.map((name, place): SchemaElement => ({
        ...this.kinds[place]!.element,
        ...{ name, repetition_type: 'OPTIONAL' },
      })),
    ];
    this.writer = new ParquetWriter({ writer: this.file, schema, createdBy: 'bincard' });
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    try {
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
        this.rest.push(chunk.subarray(from, end));
        this.add(Buffer.concat(this.rest));
        this.rest = [];
        from = end + 1;
      }
      if (from < chunk.length) this.rest.push(chunk.subarray(from));
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      this.writeGroup();
      void this.writer.finish();
      this.give();
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  private add(line: Buffer): void {
    const row = JSON.parse(line.toString()) as Record<string, never>;
    this.names.forEach((name, place) => {
      const value = row[name];
      this.values[place]!.push(value === null ? null : this.kinds[place]!.read(value as never));
    });
    this.rows++;
    this.bytes += line.length;
    if (this.rows >= groupRows(this.groups) || this.bytes >= GROUP_BYTES) this.writeGroup();
  }

  private writeGroup(): void {
    if (this.rows === 0) return;
    const columnData = this.names.map((name, place) => ({ name, data: this.values[place]! }));
    void this.writer.write({ columnData, rowGroupSize: this.rows });
    this.values = this.names.map(() => []);
    this.rows = this.bytes = 0;
    this.groups++;
    this.give();
  }

  /** Passes on what has been written; the writer goes on counting its offsets. */
  private give(): void {
    this.push(Buffer.from(this.file.getBytes()));
    this.file.index = 0;
  }
}
