import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CountMode } from '../schema/count-enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_stock_count_entries' })
@ObjectType({
  simpleResolvers: true,
  description:
    'A quantity that somebody recorded for a line of a stock count. None is overwritten.',
})
export class CountEntry {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  stockCountId: string;

  @PrimaryColumn({ type: 'uuid' })
  batchId: string;

  @PrimaryColumn({ type: 'bigint' })
  entryNumber: number;

  @Column({ type: 'uuid' })
  lineId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'The version that the line had with this entry.' })
  version: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who recorded it.' })
  actor: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  at: string;

  @Column({ type: 'text' })
  @Field(() => CountMode, { description: 'Whether it replaced what was counted so far.' })
  mode: CountMode;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'The quantity in base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit in which it was counted.' })
  unit: string;

  @Column({ type: 'boolean' })
  hidden: boolean;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      "The sequence of the batch's last movement at the location when it was counted. What moved later is added to the line's figure.",
  })
  sequence: number;
}
