import { Field, ID, InputType, Int } from 'type-graphql';
import { JSONObject, SafeInt } from '../scalars';
import { SyncTransform } from '../sync';

@InputType({ description: 'A step of a field mapping.' })
export class FieldTransformInput {
  @Field(() => SyncTransform, { description: 'Which step.' })
  name: SyncTransform;

  @Field(() => String, {
    nullable: true,
    description: 'DATE: yyyy-MM-dd and the like (Luxon), or ISO, SQL, UNIX.',
  })
  format?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'DECIMAL: base units in one.' })
  factor?: number | null;

  @Field(() => String, { nullable: true, description: 'DEFAULT: the value.' })
  value?: string | null;

  @Field(() => JSONObject, { nullable: true, description: 'LOOKUP: what each value becomes.' })
  table?: Record<string, string | number | boolean | null> | null;
}

@InputType({ description: 'Where a column goes.' })
export class FieldMappingInput {
  @Field(() => String, {
    nullable: true,
    description: 'The column; null: a value by DEFAULT alone.',
  })
  column?: string | null;

  @Field(() => String, {
    description:
      'sku, name, baseUnit, batchNumber, unitCost, expiryDate, receivedAt, or attributes.<name>.',
  })
  target: string;

  @Field(() => [FieldTransformInput], { defaultValue: [], description: 'Steps, in order.' })
  transforms: FieldTransformInput[];
}

@InputType({ description: 'What a new and a changed source may both say.' })
export class SyncSourceFields {
  @Field(() => String, {
    nullable: true,
    description: 'The one of soldValues that an export writes; the first unless given.',
  })
  exportValue?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The column with base units; null: each row is one.',
  })
  quantityColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column that an export dates; null: none. last_date unless given.',
  })
  lastDateColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How that date is written (Luxon). yyyy-MM-dd unless given.',
  })
  lastDateFormat?: string;

  @Field(() => [FieldMappingInput], {
    nullable: true,
    description: "Null: made from the table's own columns.",
  })
  mappings?: FieldMappingInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it runs when due; true unless given.',
  })
  enabled?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: '1 to 10,080 minutes between two runs; 1,440 unless given.',
  })
  intervalMinutes?: number;
}

@InputType({ description: 'An inventory next door to sync with.' })
export class CreateSyncSourceInput extends SyncSourceFields {
  @Field(() => String, { description: 'At most 58 characters, unlike any other.' })
  name: string;

  @Field(() => String, { description: "Of the file, within the tenant's sync folder." })
  path: string;

  @Field(() => String, { description: 'The table or view.' })
  tableName: string;

  @Field(() => String, { description: 'The column that names a row.' })
  keyColumn: string;

  @Field(() => String, { defaultValue: 'status', description: 'Says whether a row is in stock.' })
  statusColumn: string;

  @Field(() => [String], { defaultValue: ['In-stock'], description: 'Its values for in stock.' })
  inStockValues: string[];

  @Field(() => [String], {
    defaultValue: ['Sold', 'Delivered'],
    description: 'Its values for gone.',
  })
  soldValues: string[];

  @Field(() => ID, { description: 'Where its stock comes in.' })
  locationId: string;
}

@InputType({ description: 'What to change of a source; what is left out stays.' })
export class UpdateSyncSourceInput extends SyncSourceFields {
  @Field(() => ID, { description: 'The source.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'At most 58 characters.' })
  name?: string;

  @Field(() => String, { nullable: true, description: "Within the tenant's sync folder." })
  path?: string;

  @Field(() => String, { nullable: true, description: 'The table or view.' })
  tableName?: string;

  @Field(() => String, { nullable: true, description: 'The column that names a row.' })
  keyColumn?: string;

  @Field(() => String, { nullable: true, description: 'Says whether a row is in stock.' })
  statusColumn?: string;

  @Field(() => [String], { nullable: true, description: 'Its values for in stock.' })
  inStockValues?: string[];

  @Field(() => [String], { nullable: true, description: 'Its values for gone.' })
  soldValues?: string[];

  @Field(() => ID, { nullable: true, description: 'Where its stock comes in.' })
  locationId?: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The version that was read; STALE_VERSION when it was edited since.',
  })
  expectedVersion?: number;
}
