import { Field, ID, InputType, Int } from 'type-graphql';
import { SafeInt } from '../scalars';
import { FieldMappingInput } from './field-mapping.input';

@InputType({ description: 'The fields that creating and updating a source have in common.' })
export class SyncSourceFields {
  @Field(() => String, {
    nullable: true,
    description:
      'The status that an export writes after a sale: one of soldValues. Default: the first.',
  })
  exportValue?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The column with the quantity in base units. Null: each row is one base unit.',
  })
  quantityColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The column to which an export writes the date. Null: no date is written. Default: last_date.',
  })
  lastDateColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The format of that date, with the tokens of a DATE step. Default: yyyy-MM-dd.',
  })
  lastDateFormat?: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether to read views, virtual tables and generated columns. SQLite then evaluates expressions from the file: a hostile file can keep the reading process busy until the time limit, in each run. Default: false.',
  })
  allowComputed?: boolean;

  @Field(() => [FieldMappingInput], {
    nullable: true,
    description: "The mappings. Null: they are derived from the table's columns.",
  })
  mappings?: FieldMappingInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the worker runs the source when it is due. A new source is off; switching it on needs a dry run. An edit of what a run reads or writes switches it off.',
  })
  enabled?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes between scheduled runs: 1 to 10,080. Default: 1,440.',
  })
  intervalMinutes?: number;
}

@InputType({ description: 'An external source to sync with.' })
export class CreateSyncSourceInput extends SyncSourceFields {
  @Field(() => String, {
    description: 'The name of the source: at most 58 characters, unique in the tenant.',
  })
  name: string;

  @Field(() => String, { description: "The file's path within the tenant's sync folder." })
  path: string;

  @Field(() => String, { description: 'The name of the table. A view requires allowComputed.' })
  tableName: string;

  @Field(() => String, { description: 'The column with the key, which identifies a row.' })
  keyColumn: string;

  @Field(() => String, { defaultValue: 'status', description: 'The column with the status.' })
  statusColumn: string;

  @Field(() => [String], {
    defaultValue: ['In-stock'],
    description: 'Status values that mean in stock. An export writes the first after a refund.',
  })
  inStockValues: string[];

  @Field(() => [String], {
    defaultValue: ['Sold', 'Delivered'],
    description: 'Status values that mean sold or delivered.',
  })
  soldValues: string[];

  @Field(() => ID, { description: 'The location that receives imported stock.' })
  locationId: string;
}

@InputType({ description: 'Changes of a source; fields that are left out stay.' })
export class UpdateSyncSourceInput extends SyncSourceFields {
  @Field(() => ID, { description: 'The id of the source.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the source: at most 58 characters, unique in the tenant.',
  })
  name?: string;

  @Field(() => String, {
    nullable: true,
    description: "The file's path within the tenant's sync folder.",
  })
  path?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the table. A view requires allowComputed.',
  })
  tableName?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The column with the key, which identifies a row.',
  })
  keyColumn?: string;

  @Field(() => String, { nullable: true, description: 'The column with the status.' })
  statusColumn?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Status values that mean in stock. An export writes the first after a refund.',
  })
  inStockValues?: string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Status values that mean sold or delivered.',
  })
  soldValues?: string[];

  @Field(() => ID, { nullable: true, description: 'The location that receives imported stock.' })
  locationId?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The dry run of its import that was looked at: switching the source on needs one of its present configuration, once.',
  })
  dryRunId?: string;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The version that the caller read; STALE_VERSION when the source was edited since.',
  })
  expectedVersion?: number;
}
