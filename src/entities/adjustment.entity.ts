import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AdjustmentStatus, AdjustmentType } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_adjustments' })
@ObjectType({
  simpleResolvers: true,
  description:
    'A change of stock, such as damage or theft, of one batch at one location. Stock moves when it is completed.',
})
export class Adjustment {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  batchId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'text' })
  @Field(() => AdjustmentType, { description: 'The cause.' })
  type: AdjustmentType;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Base units; stock found is positive, stock lost is negative.',
  })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of the request.' })
  unit: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The reason.' })
  reason: string;

  @Column({ type: 'text' })
  @Field(() => AdjustmentStatus, { description: 'The status.' })
  status: AdjustmentStatus;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who requested it.' })
  requestedBy: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was requested.' })
  requestedAt: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was approved.' })
  approvedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who rejected it.' })
  rejectedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was rejected.' })
  rejectionReason: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who completed it.' })
  completedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When stock moved.' })
  completedAt: string | null;

  @Column({ type: 'date', nullable: true })
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day that it belongs to: the one given with it, else the day on which it was completed. Null until then.',
  })
  businessDate: string | null;

  /** The day by which lists find it: its business date or, while it has none, the day on which it was requested. */
  @Column({ type: 'date' })
  listedOn: string;
}
