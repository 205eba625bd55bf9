import { checkedMappings } from '../checked-mappings';
import { RowError } from '../errors';
import { mapRow, type FieldMapping } from '../mapping';
import type { SyncSource } from '../source';
import { toPlain, type Plain } from '../transforms';
import type { ExternalRow, ExternalTable } from './external-table';
import { asText, inList } from './external-value';
import { readRow } from './incoming-row';
import { LISTED_KEYS, listKeys } from './listed-keys';
import type { ExternalProductRow, ProductsInput } from './protocol';
import { quoted } from './table-schema';

/** Of one answer, in characters of JSON; further rows are described without their values. */
const MAX_ANSWER = 1_000_000;
const MAX_TEXT = 1_000;

/** A page of the rows that could be imported, in the file's order. Throws SyncError. */
export async function readProducts(
  table: ExternalTable,
  source: SyncSource,
  input: ProductsInput,
): Promise<ExternalProductRow[]> {
  const mappings = checkedMappings(table, source);
  const keyColumn = table.column(source.keyColumn);
  const position = table.positionOf(keyColumn);
  await listKeys(table.file, input.without);
  const { text, parameters } = condition(table, source, input);
  const after = input.after === null ? '' : `and ${position} > ?`;
  const { rows } = await table.read(`where ${text} ${after} order by ${position} limit ?`, [
    ...parameters,
    ...(input.after === null ? [] : [input.after]),
    input.limit,
  ]);
  const duplicates = await table.duplicates(keyColumn);
  let size = 0;
  return rows.map((row) => {
    const described = describe(row, table, source, mappings, duplicates);
    size += JSON.stringify(described).length;
    return size > MAX_ANSWER ? withoutValues(described) : described;
  });
}

/** How many there are. */
export async function countProducts(
  table: ExternalTable,
  source: SyncSource,
  input: Pick<ProductsInput, 'search' | 'without'>,
): Promise<number> {
  await listKeys(table.file, input.without);
  const { text, parameters } = condition(table, source, input);
  return table.count(`where ${text}`, parameters);
}

/** Of rows that are in stock and not among the listed keys. */
function condition(
  table: ExternalTable,
  source: SyncSource,
  { search }: Pick<ProductsInput, 'search'>,
): { text: string; parameters: unknown[] } {
  const status = quoted(table.column(source.statusColumn));
  const key = quoted(table.column(source.keyColumn));
  const parts = [
    `cast(${status} as text) ${inList(source.inStockValues)}`,
    `(${key} is null or ${key} not in (${LISTED_KEYS}))`,
  ];
  const parameters: unknown[] = [...source.inStockValues];
  if (search) {
    const within = table.columns.map(
      ({ name }) => `instr(lower(cast(${quoted(name)} as text)), lower(?)) > 0`,
    );
    parts.push(`(${within.join(' or ')})`);
    parameters.push(...table.columns.map(() => search));
  }
  return { text: parts.join(' and '), parameters };
}

function describe(
  row: ExternalRow,
  table: ExternalTable,
  source: SyncSource,
  mappings: FieldMapping[],
  duplicates: Set<string>,
): ExternalProductRow {
  const text = asText(row.values[table.column(source.keyColumn)]);
  const seen = {
    position: String(row.rowNumber ?? text ?? ''),
    key: text?.slice(0, MAX_TEXT) ?? null,
    status: String(row.values[table.column(source.statusColumn)]),
    values: plainValues(row),
  };
  try {
    const read = readRow(row, table, source, duplicates);
    const product = mapRow(row, mappings, read.key, source.timeZone);
    return { ...seen, quantity: read.quantity, product, problem: null };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    const problem = `${error.code}: ${error.message}`;
    return { ...seen, quantity: null, product: null, problem };
  }
}

function plainValues(row: ExternalRow): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(row.values).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) || typeof value === 'symbol' ? null : toPlain(value),
    ]),
  );
}

function withoutValues(row: ExternalProductRow): ExternalProductRow {
  const problem = 'PAGE_TOO_LARGE: the rows of this page are too long to be shown; ask for fewer';
  return { ...row, values: {}, product: null, problem };
}
