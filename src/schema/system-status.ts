import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeISO, LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'Results of verification and reconciliation for the tenant.',
})
export class SystemStatus {
  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the last scan ended; null before the first.',
  })
  lastScanAt: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'FULL (everything), ANCHORED (from the anchors of a closed day) or INCREMENTAL (movements since the scan before); null before the first scan.',
  })
  lastScanMode: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The closed day at whose anchors an ANCHORED scan began; null for the other modes.',
  })
  lastScanFrom: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The duration of its verification in milliseconds.',
  })
  lastScanMilliseconds: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The number of movements that it verified.',
  })
  lastScanMovements: number | null;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the last FULL scan ended; null before the first.',
  })
  lastFullScanAt: string | null;

  @Field(() => SafeInt, { description: 'The number of chains that fail verification.' })
  brokenChains: number;

  @Field(() => SafeInt, { description: 'The number of closed days that the last scan verified.' })
  closedDays: number;

  @Field(() => SafeInt, { description: 'The number of anchors that the last scan verified.' })
  anchors: number;

  wrongAnchorDay: string | null;

  wrongAnchorBatchId: string | null;

  wrongAnchorLocationId: string | null;

  wrongAnchorWhat: string | null;

  wrongDay: string | null;

  wrongDayWhat: string | null;

  @Field(() => SafeInt, { description: 'Entries of the audit log that the last scan verified.' })
  auditEntries: number;

  wrongAuditEntity: string | null;

  wrongAuditEntityId: string | null;

  wrongAuditSequence: number | null;

  wrongAuditWhat: string | null;

  @Field(() => SafeInt, {
    description: 'Discrepancies that reconciliation runs found in the last 24 hours.',
  })
  discrepancies24h: number;

  @Field(() => SafeInt, { description: 'The number of these that were repaired.' })
  corrections24h: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last closed day; null when none is closed.',
  })
  lastClosedDay: string | null;

  @Field(() => SafeInt, {
    description:
      'Reservations of which less can be sold now than is left of them; `unmetReservations` lists them.',
  })
  unmetReservations: number;

  @Field(() => SafeInt, {
    description:
      'Purchase orders of which something was expected before today and has not come; `purchaseOrders(late: true)` lists them.',
  })
  lateOrders: number;
}
