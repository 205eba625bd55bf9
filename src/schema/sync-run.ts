import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connections';
import { ReconciliationTrigger } from './enums';
import { DateTimeISO, SafeInt } from './scalars';

export enum SyncDirection {
  IMPORT = 'IMPORT',
  EXPORT = 'EXPORT',
}
registerEnumType(SyncDirection, {
  name: 'SyncDirection',
  description: 'IMPORT: what is in stock there comes in. EXPORT: what was sold here is told there.',
});

export enum SyncRunStatus {
  RUNNING = 'RUNNING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  INTERRUPTED = 'INTERRUPTED',
}
registerEnumType(SyncRunStatus, {
  name: 'SyncRunStatus',
  description:
    'FAILED: `failure` says why. INTERRUPTED: it died without an end. What either had done stands; the next run goes on.',
});

export enum SyncRowOutcome {
  CONFLICT = 'CONFLICT',
  ERROR = 'ERROR',
}
registerEnumType(SyncRowOutcome, {
  name: 'SyncRowOutcome',
  description:
    'CONFLICT: the two sides say what cannot both be true, and neither was changed. ERROR: the row cannot come in.',
});

@ObjectType({ simpleResolvers: true, description: 'What a run could not do with one row.' })
export class SyncRunRow {
  @Field(() => SyncRowOutcome, { description: 'What it is.' })
  outcome: SyncRowOutcome;

  @Field(() => String, { nullable: true, description: 'The key, where the row has one.' })
  key: string | null;

  @Field(() => SafeInt, { nullable: true, description: "The row's number in the file." })
  rowNumber: number | null;

  @Field(() => String, { description: 'KEY_DUPLICATE, STATUS_UNKNOWN, SKU_TAKEN and so on.' })
  code: string;

  @Field(() => String, { description: 'The same in words.' })
  message: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'One run over a source. Its rows add up: seen = created + updated + exported + skipped + conflicts + errors.',
})
export class SyncRun {
  sourceId: string;

  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => SyncDirection, { description: 'In or out.' })
  direction: SyncDirection;

  @Field(() => Boolean, { description: 'True: it only counted what it would do.' })
  dryRun: boolean;

  @Field(() => ReconciliationTrigger, { description: 'Somebody, or the schedule.' })
  trigger: ReconciliationTrigger;

  @Field(() => SyncRunStatus, { description: 'How it stands.' })
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

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  message: string | null;

  @Field(() => SafeInt, { description: 'Rows looked at.' })
  seen: number;

  @Field(() => SafeInt, { description: 'Keys that came in.' })
  created: number;

  @Field(() => SafeInt, { description: 'Keys that read otherwise than before.' })
  updated: number;

  @Field(() => SafeInt, { description: 'Rows written there.' })
  exported: number;

  @Field(() => SafeInt, { description: 'Nothing to do: unchanged, or gone there and never here.' })
  skipped: number;

  @Field(() => SafeInt, { description: 'Rows on which the two sides differ.' })
  conflicts: number;

  @Field(() => SafeInt, { description: 'Rows that cannot come in.' })
  errors: number;
}
export const SyncRunConnection = connectionOf('SyncRun', () => SyncRun);
