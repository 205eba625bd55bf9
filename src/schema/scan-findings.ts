import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeISO, LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'A chain that failed verification. The ledger accepts no further movements of this batch at this location.',
})
export class BrokenChain {
  @Field(() => ID, { description: 'The batch of the chain.' })
  batchId: string;

  @Field(() => ID, { description: 'The location of the chain.' })
  locationId: string;

  @Field(() => SafeInt, { description: 'The sequence of the first movement that fails.' })
  sequence: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of that movement; null when the movement is missing.',
  })
  movementId: string | null;

  @Field(() => String, { description: 'The difference that was found.' })
  what: string;

  @Field(() => DateTimeISO, { description: 'When the failure was found.' })
  foundAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A closed day that failed verification.' })
export class WrongDay {
  @Field(() => LocalDate, { description: 'The closed day.' })
  businessDate: string;

  @Field(() => String, {
    description:
      'The reason: the checkpoint does not follow the day before, does not match its anchors or the audit log, or is missing.',
  })
  what: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'An anchor that is not what the movements say: the end of a chain at the end of a closed day.',
})
export class WrongAnchor {
  @Field(() => LocalDate, { description: 'The closed day.' })
  businessDate: string;

  @Field(() => ID, { description: 'The batch of the chain.' })
  batchId: string;

  @Field(() => ID, { description: 'The location of the chain.' })
  locationId: string;

  @Field(() => String, {
    description:
      'Why: it is missing, names another last movement or another hash, or its sums are wrong.',
  })
  what: string;
}

@ObjectType({ simpleResolvers: true, description: 'An audit entry that does not verify.' })
export class WrongAuditEntry {
  @Field(() => String, { description: 'The kind of record, as `AuditEntry.entity`.' })
  entity: string;

  @Field(() => String, { description: 'The id of the record, as `AuditEntry.entityId`.' })
  entityId: string;

  @Field(() => SafeInt, { description: 'Which entry of the record, counted from 1.' })
  sequence: number;

  @Field(() => String, {
    description: 'Why: its hash does not fit, it is missing, or the chain ends elsewhere.',
  })
  what: string;
}
