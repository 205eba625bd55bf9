import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { CONFIGURATION, PROBE } from './queries';

export type Configuration = NonNullable<ResultOf<typeof CONFIGURATION>['syncSource']>;
export type Probe = ResultOf<typeof PROBE>['testSyncSource'];
export type Transform = NonNullable<Configuration['mappings']>[0]['transforms'][0];

export const configurationQuery = (id: string) =>
  query('sync-configuration', CONFIGURATION, { id });

/** A step as it is being typed: what it needs is one text. */
export interface Step {
  readonly name: Transform['name'];
  readonly value: string;
}

/** A mapping as it is being typed. */
export interface TypedMapping {
  readonly key: string;
  readonly column: string;
  readonly target: string;
  readonly steps: readonly Step[];
}

/** A source as it is being typed: whatever is left empty takes its default. */
export interface Typed {
  readonly name: string;
  readonly path: string;
  readonly tableName: string;
  readonly keyColumn: string;
  readonly statusColumn: string;
  readonly inStockValues: string;
  readonly soldValues: string;
  readonly quantityColumn: string;
  readonly locationId: string;
  readonly intervalMinutes: string;
  readonly exportValue: string;
  readonly lastDateColumn: string;
  readonly lastDateFormat: string;
  readonly allowComputed: boolean;
  /** None: by the names of the columns. */
  readonly mappings: readonly TypedMapping[] | undefined;
}

export const EMPTY: Typed = {
  ...{ name: '', path: '', tableName: '', keyColumn: '', statusColumn: 'status' },
  ...{ inStockValues: 'In-stock', soldValues: 'Sold, Delivered', quantityColumn: '' },
  ...{ locationId: '', intervalMinutes: '1440', exportValue: '', lastDateColumn: 'last_date' },
  ...{ lastDateFormat: 'yyyy-MM-dd', allowComputed: false, mappings: undefined },
};

const tableText = (table: unknown): string =>
  Object.entries((table ?? {}) as Record<string, string>)
    .map(([from, to]) => `${from} = ${to}`)
    .join('; ');

export const typedMappings = (mappings: Configuration['mappings']): Typed['mappings'] =>
  mappings?.map(({ column, target, transforms }) => ({
    ...{ key: crypto.randomUUID(), column: column ?? '', target },
    steps: transforms.map(({ name, factor, format, table, value }) => ({
      name,
      value: value ?? format ?? (table ? tableText(table) : factor === null ? '' : String(factor)),
    })),
  }));

export const typedOf = (source: Configuration): Typed => ({
  ...source,
  inStockValues: source.inStockValues.join(', '),
  soldValues: source.soldValues.join(', '),
  quantityColumn: source.quantityColumn ?? '',
  lastDateColumn: source.lastDateColumn ?? '',
  locationId: source.location.id,
  intervalMinutes: String(source.intervalMinutes),
  mappings: typedMappings(source.mappings),
});

const list = (text: string): string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter(Boolean);

function transformOf({ name, value }: Step) {
  const pairs = () =>
    Object.fromEntries(
      value
        .split(';')
        .map((pair) => pair.split('=').map((side) => side.trim()))
        .filter(([from]) => from),
    ) as Record<string, string>;
  return {
    name,
    ...(name === 'DECIMAL' && value.trim() !== '' && { factor: Number(value) }),
    ...(name === 'DATE' && { format: value.trim() || 'ISO' }),
    ...(name === 'LOOKUP' && { table: pairs() }),
    ...(name === 'DEFAULT' && { value }),
  };
}

/** What was typed as the API takes it. */
export const inputOf = (typed: Typed) => ({
  ...{ name: typed.name, path: typed.path, tableName: typed.tableName },
  ...{ keyColumn: typed.keyColumn, statusColumn: typed.statusColumn },
  ...{ locationId: typed.locationId, allowComputed: typed.allowComputed },
  inStockValues: list(typed.inStockValues),
  soldValues: list(typed.soldValues),
  quantityColumn: typed.quantityColumn.trim() || null,
  intervalMinutes: Number(typed.intervalMinutes),
  // The first of soldValues unless it is said.
  ...(typed.exportValue.trim() !== '' && { exportValue: typed.exportValue }),
  lastDateColumn: typed.lastDateColumn.trim() || null,
  lastDateFormat: typed.lastDateFormat,
  mappings:
    typed.mappings?.map(({ column, target, steps }) => ({
      ...{ column: column || null, target, transforms: steps.map(transformOf) },
    })) ?? null,
});
