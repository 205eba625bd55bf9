import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AssemblyStatus } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_assemblies' })
@ObjectType({
  simpleResolvers: true,
  description:
    'Sets that were put together from parts: the parts left stock, and the sets came in as one batch, with the earliest expiry date and the cost of the parts.',
})
export class Assembly {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'uuid' })
  batchId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units of the set that were assembled.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of the request.' })
  unit: string;

  @Column({ type: 'text' })
  @Field(() => AssemblyStatus, { description: 'The status.' })
  status: AssemblyStatus;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description:
      'What the parts had cost when they were taken, which is what the sets cost; null where the cost of a part was unknown.',
  })
  partsCost: string | null;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'How many base units of parts had no cost when they were taken.',
  })
  partsWithoutCost: number;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  createdAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who recorded it.' })
  actor: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was voided.' })
  voidedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who voided it.' })
  voidedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was voided.' })
  voidReason: string | null;

  @Column({ type: 'date' })
  @Field(() => LocalDate, {
    description: 'The day that it belongs to, in the time zone of the tenant.',
  })
  businessDate: string;
}

@ObjectType({ simpleResolvers: true, description: 'One component of the sets of an assembly.' })
export class AssemblyPart {
  id: string;
  productId: string;

  @Field(() => SafeInt, {
    description: 'Base units in one base unit of the set, as it was then.',
  })
  quantityPerSet: number;

  @Field(() => SafeInt, { description: 'Base units that went into all sets.' })
  quantity: number;
}
