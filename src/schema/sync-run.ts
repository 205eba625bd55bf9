import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connections';
import { ReconciliationTrigger } from './reconciliation-enums';
import { DateTimeISO, SafeInt } from './scalars';

export const SyncDirection = {
  IMPORT: 'IMPORT',
  EXPORT: 'EXPORT',
} as const;
export type SyncDirection = keyof typeof SyncDirection;
registerEnumType(SyncDirection, {
  name: 'SyncDirection',
  description:
    'IMPORT: receives rows that are in stock in the external source. EXPORT: writes sales and refunds to the external source.',
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
    'FAILED: see `failure`. INTERRUPTED: the process ended before the run did. Rows that such a run has processed stay processed; the next run continues with the others.',
});

@ObjectType({
  simpleResolvers: true,
  description:
    'One run of a source. seen = created + updated + exported + skipped + conflicts + errors.',
})
export class SyncRun {
  sourceId: string;

  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => SyncDirection, { description: 'Whether it imports or exports.' })
  direction: SyncDirection;

  @Field(() => Boolean, { description: 'True if rows were only counted and nothing was written.' })
  dryRun: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The dry run of which it does what was shown; null where it names none.',
  })
  dryRunId: string | null;

  @Field(() => SafeInt, {
    description: 'The `configuration` of the source that the run read.',
  })
  configuration: number;

  @Field(() => ReconciliationTrigger, {
    description: 'What started the run: a person or the schedule.',
  })
  trigger: ReconciliationTrigger;

  @Field(() => SyncRunStatus, { description: 'The status of the run.' })
  status: SyncRunStatus;

  @Field(() => DateTimeISO, { description: 'When the run started.' })
  startedAt: string;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the run ended; null while it is running.',
  })
  endedAt: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The duration in milliseconds; null while it is running.',
  })
  durationMs: number | null;

  @Field(() => String, { description: 'The actor who started the run.' })
  actor: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the error of a FAILED run, such as SYNC_FILE_BUSY.',
  })
  failure: string | null;

  @Field(() => String, { nullable: true, description: 'The message for `failure`.' })
  message: string | null;

  @Field(() => SafeInt, { description: 'Rows processed.' })
  seen: number;

  @Field(() => SafeInt, { description: 'Keys imported for the first time.' })
  created: number;

  @Field(() => SafeInt, { description: 'Keys imported before whose mapped values changed.' })
  updated: number;

  @Field(() => SafeInt, { description: 'Rows written to the external source.' })
  exported: number;

  @Field(() => SafeInt, {
    description:
      'Rows that needed no change: unchanged since the last run, or sold before they were first imported.',
  })
  skipped: number;

  @Field(() => SafeInt, {
    description: 'Rows that contradict the ledger; neither side was modified.',
  })
  conflicts: number;

  @Field(() => SafeInt, { description: 'Rows that cannot be imported.' })
  errors: number;
}
export const SyncRunConnection = connectionOf('SyncRun', () => SyncRun);
