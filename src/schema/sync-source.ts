import { Field, ID, Int, ObjectType } from 'type-graphql';
import { FieldMapping } from './field-mapping';
import { DateTimeISO, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    "An external source: a table of an SQLite file in the tenant's sync folder, one row per key.",
})
export class SyncSource {
  locationId: string;

  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { description: 'The name of the source. `sync:<name>` is its channel.' })
  name: string;

  @Field(() => String, { description: "The file's path within the tenant's sync folder." })
  path: string;

  @Field(() => String, { description: 'The name of the table. A view requires allowComputed.' })
  tableName: string;

  @Field(() => String, { description: 'The column with the key, which identifies a row.' })
  keyColumn: string;

  @Field(() => String, { description: 'The column with the status.' })
  statusColumn: string;

  @Field(() => [String], {
    description: 'Status values that mean in stock. An export writes the first after a refund.',
  })
  inStockValues: string[];

  @Field(() => [String], { description: 'Status values that mean sold or delivered.' })
  soldValues: string[];

  @Field(() => String, {
    description: 'The status that an export writes after a sale: one of soldValues.',
  })
  exportValue: string;

  @Field(() => String, {
    nullable: true,
    description: 'The column with the quantity in base units; null when each row is one base unit.',
  })
  quantityColumn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column to which an export writes the date; null when it writes none.',
  })
  lastDateColumn: string | null;

  @Field(() => String, { description: 'The format of that date, such as yyyy-MM-dd.' })
  lastDateFormat: string;

  @Field(() => Boolean, {
    description:
      'Whether views, virtual tables and generated columns are read. SQLite then evaluates expressions from the file, which can keep the reading process busy or make it fail.',
  })
  allowComputed: boolean;

  @Field(() => [FieldMapping], {
    nullable: true,
    description: "The mappings; null when they are derived from the table's columns.",
  })
  mappings: FieldMapping[] | null;

  @Field(() => SafeInt, {
    description:
      'Increases with each edit of what a run reads or writes: all but name, interval and enabled. A dry run counts for its own configuration.',
  })
  configuration: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'The dry run that was named to switch the source on; null while none was named for the present configuration.',
  })
  dryRunId: string | null;

  @Field(() => Boolean, { description: 'Whether the worker runs the source when it is due.' })
  enabled: boolean;

  @Field(() => Int, { description: 'Minutes between scheduled runs.' })
  intervalMinutes: number;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the last run ended; null before the first.',
  })
  lastRunAt: string | null;

  @Field(() => DateTimeISO, {
    description: 'When the next scheduled run is due. Each consecutive failure doubles the delay.',
  })
  nextRunAt: string;

  @Field(() => Int, { description: 'Consecutive scheduled runs that failed.' })
  failures: number;

  @Field(() => SafeInt, {
    description: 'Increases with each edit; give it as `expectedVersion` of an update.',
  })
  version: number;

  @Field(() => DateTimeISO, { description: 'When the source was added.' })
  createdAt: string;

  @Field(() => DateTimeISO, { description: 'When the source was last edited.' })
  updatedAt: string;
}
