import { Field, ID, InputType, Int } from 'type-graphql';
import { JSONObject, SafeInt } from '../scalars';
import { SyncTransform } from '../sync';

@InputType({ description: 'A step of a field mapping.' })
export class FieldTransformInput {
  @Field(() => SyncTransform, { description: 'Which step.' })
  name: SyncTransform;

  @Field(() => String, {
    nullable: true,
    description:
      'DATE: yyyy yy MMMM MMM MM M dd d HH H hh h mm m ss s SSS a ZZ ZZZ, text in quotes, at most 64 characters; or ISO, SQL, UNIX.',
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
  table?: Record<string, string | number | boolean | null> | null;
}

@InputType({ description: 'Maps a column to a field or attribute.' })
export class FieldMappingInput {
  @Field(() => String, {
    nullable: true,
    description: 'The column; null: a constant, given by DEFAULT.',
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

@InputType({ description: 'Fields of a source that both create and update take.' })
export class SyncSourceFields {
  @Field(() => String, {
    nullable: true,
    description: 'The one of soldValues that an export writes. Default: the first.',
  })
  exportValue?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The column with the quantity in base units; null: each row is one.',
  })
  quantityColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column that an export writes the date to; null: none. Default: last_date.',
  })
  lastDateColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The format of that date, in the tokens of DATE. Default: yyyy-MM-dd.',
  })
  lastDateFormat?: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether to read views, virtual tables and generated columns. Their expressions are run: a hostile file can keep the process that reads it busy until it is stopped, at each run. Default: false.',
  })
  allowComputed?: boolean;

  @Field(() => [FieldMappingInput], {
    nullable: true,
    description: "Null: derived from the table's columns.",
  })
  mappings?: FieldMappingInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the worker runs it when it is due. Default: true.',
  })
  enabled?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: '1 to 10,080 minutes between two runs. Default: 1,440.',
  })
  intervalMinutes?: number;
}

@InputType({ description: 'An external source to sync with.' })
export class CreateSyncSourceInput extends SyncSourceFields {
  @Field(() => String, { description: 'At most 58 characters; unique in the tenant.' })
  name: string;

  @Field(() => String, { description: "The file's path within the tenant's sync folder." })
  path: string;

  @Field(() => String, { description: 'The table; a view only with allowComputed.' })
  tableName: string;

  @Field(() => String, { description: 'The column with the key.' })
  keyColumn: string;

  @Field(() => String, { defaultValue: 'status', description: 'The column with the status.' })
  statusColumn: string;

  @Field(() => [String], {
    defaultValue: ['In-stock'],
    description: 'Statuses that mean in stock.',
  })
  inStockValues: string[];

  @Field(() => [String], {
    defaultValue: ['Sold', 'Delivered'],
    description: 'Statuses that mean sold.',
  })
  soldValues: string[];

  @Field(() => ID, { description: 'The location that receives imported stock.' })
  locationId: string;
}

@InputType({ description: 'Changes to a source; fields that are left out stay.' })
export class UpdateSyncSourceInput extends SyncSourceFields {
  @Field(() => ID, { description: 'The source.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'At most 58 characters.' })
  name?: string;

  @Field(() => String, { nullable: true, description: "Within the tenant's sync folder." })
  path?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The table; a view only with allowComputed.',
  })
  tableName?: string;

  @Field(() => String, { nullable: true, description: 'The column with the key.' })
  keyColumn?: string;

  @Field(() => String, { nullable: true, description: 'The column with the status.' })
  statusColumn?: string;

  @Field(() => [String], { nullable: true, description: 'Statuses that mean in stock.' })
  inStockValues?: string[];

  @Field(() => [String], { nullable: true, description: 'Statuses that mean sold.' })
  soldValues?: string[];

  @Field(() => ID, { nullable: true, description: 'The location that receives imported stock.' })
  locationId?: string;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The version that the caller read; STALE_VERSION when the source was edited since.',
  })
  expectedVersion?: number;
}
