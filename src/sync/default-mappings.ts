import type { ExternalColumn } from './child/table-schema';
import type { SyncSource } from './source';
import { ATTRIBUTE, type Field, type FieldMapping } from './mapping';
import type { Transform } from './transforms';

const NAMES: [RegExp, Field, Transform[]][] = [
  [/^(name|title|description|(product|profile)_?name)$/i, 'name', []],
  [/^(batch|lot)(_?(number|no|code))?$/i, 'batchNumber', []],
  [/^(unit_?cost|cost(_?price|_?per_?(item|unit))?|purchase_?price)$/i, 'unitCost', []],
  [/^(location|warehouse)(_?code)?$/i, 'location', []],
  [
    /^(expiry|expires|expiration|best_?before|use_?by)(_?(date|on))?$/i,
    'expiryDate',
    [{ name: 'DATE', format: 'ISO' }],
  ],
  [/^(received?|receipt)(_?(date|at|on))?$/i, 'receivedAt', [{ name: 'DATE', format: 'ISO' }]],
];

/**
 * Mappings derived from a table's columns: columns with a known name become fields, the key becomes the SKU, and the batch
 * number where no column is one; all others become attributes. Columns that sync itself reads or writes are left out.
 */
export function defaultMappings(columns: ExternalColumn[], source: SyncSource): FieldMapping[] {
  const own = [source.keyColumn, source.statusColumn, source.quantityColumn, source.lastDateColumn]
    .filter((name) => name !== null)
    .map((name) => name.toLowerCase());
  const trim: Transform = { name: 'TRIM' };
  const taken = new Set<Field>();
  const others = columns
    .filter(({ name }) => !own.includes(name.toLowerCase()))
    .map(({ name }): FieldMapping => {
      const known = NAMES.find(([pattern, field]) => pattern.test(name) && !taken.has(field));
      if (!known) return { column: name, target: ATTRIBUTE + name, transforms: [trim] };
      const [, field, transforms] = known;
      taken.add(field);
      return { column: name, target: field, transforms: [trim, ...transforms] };
    });
  const key = columns.find(({ name }) => name.toLowerCase() === source.keyColumn.toLowerCase());
  const column = key?.name ?? source.keyColumn;
  return [
    { column, target: 'sku', transforms: [trim] },
    ...(taken.has('batchNumber') ? [] : [{ column, target: 'batchNumber', transforms: [trim] }]),
    ...others,
  ];
}
