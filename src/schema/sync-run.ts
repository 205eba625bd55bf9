import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connections';
import { ReconciliationTrigger } from './enums';
import { DateTimeISO, SafeInt } from './scalars';

export const SyncDirection = {
  IMPORT: 'IMPORT',
  EXPORT: 'EXPORT',
} as const;
export type SyncDirection = keyof typeof SyncDirection;
registerEnumType(SyncDirection, {
  name: 'SyncDirection',
  description:
    'IMPORT: receives what is in stock in the external source. EXPORT: reports what was sold here to it.',
});

export const SyncRunStatus = {
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  INTERRUPTED: 'INTERRUPTED',
} as const;
export type SyncRunStatus = keyof typeof SyncRunStatus;
registerEnumType(SyncRunStatus, {
  name: 'SyncRunStatus',
  description:
    'FAILED: see `failure`. INTERRUPTED: the process died before it recorded an end. What either has done stays; the next run continues.',
});

export const SyncRowOutcome = {
  CONFLICT: 'CONFLICT',
  ERROR: 'ERROR',
} as const;
export type SyncRowOutcome = keyof typeof SyncRowOutcome;
registerEnumType(SyncRowOutcome, {
  name: 'SyncRowOutcome',
  description:
    'CONFLICT: the two sides contradict each other; neither was modified. ERROR: the row cannot be imported.',
});

@ObjectType({ simpleResolvers: true, description: 'A conflict or error of one row.' })
export class SyncRunRow {
  @Field(() => SyncRowOutcome, { description: 'CONFLICT or ERROR.' })
  outcome: SyncRowOutcome;

  @Field(() => String, { nullable: true, description: 'The key, where the row has one.' })
  key: string | null;

  @Field(() => SafeInt, { nullable: true, description: "The row's rowid in the file." })
  rowNumber: number | null;

  @Field(() => String, { description: 'KEY_DUPLICATE, STATUS_UNKNOWN, SKU_TAKEN and so on.' })
  code: string;

  @Field(() => String, { description: 'The message for `code`.' })
  message: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'One run of a source. Its counts add up: seen = created + updated + exported + skipped + conflicts + errors.',
})
export class SyncRun {
  sourceId: string;

  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => SyncDirection, { description: 'IMPORT or EXPORT.' })
  direction: SyncDirection;

  @Field(() => Boolean, { description: 'True: nothing was written, only counted.' })
  dryRun: boolean;

  @Field(() => ReconciliationTrigger, { description: 'By hand, or by the schedule.' })
  trigger: ReconciliationTrigger;

  @Field(() => SyncRunStatus, { description: 'Its state.' })
  status: SyncRunStatus;

  @Field(() => DateTimeISO, { description: 'When it began.' })
  startedAt: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it ended.' })
  endedAt: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'How long it took, in milliseconds.' })
  durationMs: number | null;

  @Field(() => String, { description: 'Who ran it.' })
  actor: string;

  @Field(() => String, { nullable: true, description: 'Why it failed: SYNC_FILE_BUSY.' })
  failure: string | null;

  @Field(() => String, { nullable: true, description: 'The message for `failure`.' })
  message: string | null;

  @Field(() => SafeInt, { description: 'Rows processed.' })
  seen: number;

  @Field(() => SafeInt, { description: 'Keys imported for the first time.' })
  created: number;

  @Field(() => SafeInt, { description: 'Known keys whose data changed.' })
  updated: number;

  @Field(() => SafeInt, { description: 'Rows written to the external source.' })
  exported: number;

  @Field(() => SafeInt, {
    description: 'Rows without anything to do: unchanged, or sold before they were ever imported.',
  })
  skipped: number;

  @Field(() => SafeInt, { description: 'Rows on which the two sides contradict each other.' })
  conflicts: number;

  @Field(() => SafeInt, { description: 'Rows that cannot be imported.' })
  errors: number;
}
export const SyncRunConnection = connectionOf('SyncRun', () => SyncRun);
