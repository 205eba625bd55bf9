import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeISO, JSONObject, SafeInt } from './scalars';

export enum SyncTransform {
  TRIM = 'TRIM',
  UPPER = 'UPPER',
  LOWER = 'LOWER',
  INTEGER = 'INTEGER',
  DECIMAL = 'DECIMAL',
  DATE = 'DATE',
  DEFAULT = 'DEFAULT',
  LOOKUP = 'LOOKUP',
}
registerEnumType(SyncTransform, {
  name: 'SyncTransform',
  description:
    'A named step from a column to a field. TRIM, UPPER, LOWER: of text. INTEGER: a whole number. DECIMAL: a decimal number times `factor`, which must be whole: 2.5 m is 2500 mm. DATE: by `format`. DEFAULT: `value` where there is none. LOOKUP: by `table`; what is not in it is an error.',
});

@ObjectType({ simpleResolvers: true, description: 'A step of a field mapping.' })
export class FieldTransform {
  @Field(() => SyncTransform, { description: 'Which step.' })
  name: SyncTransform;

  @Field(() => String, {
    nullable: true,
    description: 'DATE: yyyy-MM-dd and the like (Luxon), or ISO, SQL, UNIX.',
  })
  format: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'DECIMAL: base units in one.' })
  factor: number | null;

  @Field(() => String, { nullable: true, description: 'DEFAULT: the value.' })
  value: string | null;

  @Field(() => JSONObject, { nullable: true, description: 'LOOKUP: what each value becomes.' })
  table: object | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a column of a source goes.' })
export class FieldMapping {
  @Field(() => String, {
    nullable: true,
    description: 'The column; null: a value by DEFAULT alone.',
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
    "An inventory next door: a table of an SQLite file in the tenant's own sync folder, one row per key.",
})
export class SyncSource {
  locationId: string;

  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { description: 'Its name; `sync:<name>` is its channel.' })
  name: string;

  @Field(() => String, { description: "Of the file, within the tenant's sync folder." })
  path: string;

  @Field(() => String, { description: 'The table or view.' })
  tableName: string;

  @Field(() => String, { description: 'The column that names a row.' })
  keyColumn: string;

  @Field(() => String, { description: 'The column that says whether it is in stock.' })
  statusColumn: string;

  @Field(() => [String], {
    description: 'Its values for in stock; the first is written after a refund.',
  })
  inStockValues: string[];

  @Field(() => [String], { description: 'Its values for gone: sold or delivered.' })
  soldValues: string[];

  @Field(() => String, { description: 'The one of them that is written for what was sold here.' })
  exportValue: string;

  @Field(() => String, {
    nullable: true,
    description: 'The column with base units; null: each row is one.',
  })
  quantityColumn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column that an export dates; null: none.',
  })
  lastDateColumn: string | null;

  @Field(() => String, { description: 'How that date is written (Luxon).' })
  lastDateFormat: string;

  @Field(() => [FieldMapping], {
    nullable: true,
    description: "Null: made from the table's own columns.",
  })
  mappings: FieldMapping[] | null;

  @Field(() => Boolean, { description: 'Whether the worker runs it when it is due.' })
  enabled: boolean;

  @Field(() => Int, { description: 'Minutes between two runs.' })
  intervalMinutes: number;

  @Field(() => DateTimeISO, { nullable: true, description: 'When its last run ended.' })
  lastRunAt: string | null;

  @Field(() => DateTimeISO, { description: 'When it is due; after failures later and later.' })
  nextRunAt: string;

  @Field(() => Int, { description: 'Scheduled runs in a row that failed.' })
  failures: number;

  @Field(() => SafeInt, { description: 'Counts its edits: `expectedVersion`.' })
  version: number;

  @Field(() => DateTimeISO, { description: 'When it was added.' })
  createdAt: string;

  @Field(() => DateTimeISO, { description: 'When it was last edited.' })
  updatedAt: string;
}
