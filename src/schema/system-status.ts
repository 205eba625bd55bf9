import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeISO, LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'A chain that does not verify. It is frozen: the ledger refuses further movements on it.',
})
export class BrokenChain {
  @Field(() => ID, { description: 'The batch.' })
  batchId: string;

  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => SafeInt, { description: 'The first movement that does not fit.' })
  sequence: number;

  @Field(() => ID, { nullable: true, description: 'Its id; null where it is missing.' })
  movementId: string | null;

  @Field(() => String, { description: 'What does not fit.' })
  what: string;

  @Field(() => DateTimeISO, { description: 'When it was found.' })
  foundAt: string;
}

@ObjectType({ simpleResolvers: true, description: 'A closed day that does not verify.' })
export class WrongDay {
  @Field(() => LocalDate, { description: 'The closed day.' })
  businessDate: string;

  @Field(() => String, {
    description:
      'Why: it does not follow the day before, does not match the ledger, or is missing.',
  })
  what: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The state of verification and reconciliation of the tenant.',
})
export class SystemStatus {
  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the last scan ended; null: never.',
  })
  lastScanAt: string | null;

  @Field(() => String, { nullable: true, description: 'FULL or INCREMENTAL.' })
  lastScanMode: string | null;

  @Field(() => Int, { nullable: true, description: 'How long its verification took.' })
  lastScanMilliseconds: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'Movements that it verified.' })
  lastScanMovements: number | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When everything was verified last.' })
  lastFullScanAt: string | null;

  @Field(() => SafeInt, { description: 'Chains that do not verify.' })
  brokenChains: number;

  @Field(() => SafeInt, { description: 'Closed days that the last scan verified.' })
  closedDays: number;

  wrongDay: string | null;

  wrongDayWhat: string | null;

  @Field(() => SafeInt, { description: 'Discrepancies that runs found in the last 24 hours.' })
  discrepancies24h: number;

  @Field(() => SafeInt, { description: 'Of these, repaired.' })
  corrections24h: number;

  @Field(() => LocalDate, { nullable: true, description: 'The last day that was closed.' })
  lastClosedDay: string | null;
}
