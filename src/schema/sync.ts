import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeISO, JSONObject, SafeInt } from './scalars';

export const SyncTransform = {
  TRIM: 'TRIM',
  UPPER: 'UPPER',
  LOWER: 'LOWER',
  INTEGER: 'INTEGER',
  DECIMAL: 'DECIMAL',
  DATE: 'DATE',
  DEFAULT: 'DEFAULT',
  LOOKUP: 'LOOKUP',
} as const;
export type SyncTransform = keyof typeof SyncTransform;
registerEnumType(SyncTransform, {
  name: 'SyncTransform',
  description:
    "A named step that converts a column's value. TRIM, UPPER, LOWER: of text. INTEGER: a whole number. DECIMAL: a decimal number times `factor`, which must be whole: 2.5 m is 2500 mm. DATE: by `format`. DEFAULT: `value` where there is none. LOOKUP: by `table`; a value that is not in it is an error.",
});

@ObjectType({ simpleResolvers: true, description: 'A step of a field mapping.' })
export class FieldTransform {
  @Field(() => SyncTransform, { description: 'Which step.' })
  name: SyncTransform;

  @Field(() => String, {
    nullable: true,
    description: 'DATE: a format such as yyyy-MM-dd, or ISO, SQL, UNIX.',
  })
  format?: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'DECIMAL: base units per unit of the value.',
  })
  factor?: number | null;

  @Field(() => String, { nullable: true, description: 'DEFAULT: the value.' })
  value?: string | null;

  @Field(() => JSONObject, { nullable: true, description: 'LOOKUP: the result for each value.' })
  table?: object | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Maps a column of a source to a field or attribute.',
})
export class FieldMapping {
  @Field(() => String, {
    nullable: true,
    description: 'The column; null: a constant, given by DEFAULT.',
  })
  column: string | null;

  @Field(() => String, {
    description:
      'sku, name, baseUnit, batchNumber, unitCost, expiryDate, receivedAt, or attributes.<name>.',
  })
  target: string;

  @Field(() => [FieldTransform], { description: 'Steps, in order.' })
  transforms: FieldTransform[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    "An external source: a table of an SQLite file in the tenant's sync folder, one row per key.",
})
export class SyncSource {
  locationId: string;

  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { description: 'Its name; `sync:<name>` is its channel.' })
  name: string;

  @Field(() => String, { description: "The file's path within the tenant's sync folder." })
  path: string;

  @Field(() => String, { description: 'The table; a view only with allowComputed.' })
  tableName: string;

  @Field(() => String, { description: 'The column with the key.' })
  keyColumn: string;

  @Field(() => String, { description: 'The column with the status.' })
  statusColumn: string;

  @Field(() => [String], {
    description: 'Statuses that mean in stock; the first is written after a refund.',
  })
  inStockValues: string[];

  @Field(() => [String], { description: 'Statuses that mean sold or delivered.' })
  soldValues: string[];

  @Field(() => String, { description: 'The one of soldValues that an export writes.' })
  exportValue: string;

  @Field(() => String, {
    nullable: true,
    description: 'The column with the quantity in base units; null: each row is one.',
  })
  quantityColumn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column that an export writes the date to; null: none.',
  })
  lastDateColumn: string | null;

  @Field(() => String, { description: 'The format of that date, such as yyyy-MM-dd.' })
  lastDateFormat: string;

  @Field(() => Boolean, {
    description:
      'Whether it reads views, virtual tables and generated columns. Their expressions are run: they can keep the process that reads the file busy, or make it fail.',
  })
  allowComputed: boolean;

  @Field(() => [FieldMapping], {
    nullable: true,
    description: "Null: derived from the table's columns.",
  })
  mappings: FieldMapping[] | null;

  @Field(() => Boolean, { description: 'Whether the worker runs it when it is due.' })
  enabled: boolean;

  @Field(() => Int, { description: 'Minutes between two runs.' })
  intervalMinutes: number;

  @Field(() => DateTimeISO, { nullable: true, description: 'When its last run ended.' })
  lastRunAt: string | null;

  @Field(() => DateTimeISO, { description: 'When it is next due; each failure doubles the delay.' })
  nextRunAt: string;

  @Field(() => Int, { description: 'Consecutive scheduled runs that failed.' })
  failures: number;

  @Field(() => SafeInt, { description: 'The number of its edits, for `expectedVersion`.' })
  version: number;

  @Field(() => DateTimeISO, { description: 'When it was added.' })
  createdAt: string;

  @Field(() => DateTimeISO, { description: 'When it was last edited.' })
  updatedAt: string;
}
