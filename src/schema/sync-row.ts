import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connections';
import { FieldChange } from './import-run';
import { SafeInt } from './scalars';

export const SyncRowOutcome = {
  CONFLICT: 'CONFLICT',
  ERROR: 'ERROR',
} as const;
export type SyncRowOutcome = keyof typeof SyncRowOutcome;
registerEnumType(SyncRowOutcome, {
  name: 'SyncRowOutcome',
  description:
    'CONFLICT: the ledger and the external row contradict each other; neither was modified. ERROR: the row cannot be imported.',
});

@ObjectType({ simpleResolvers: true, description: 'A conflict or error of one row.' })
export class SyncRunRow {
  @Field(() => SyncRowOutcome, { description: 'Whether it is a conflict or an error.' })
  outcome: SyncRowOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the row; null when it has none.',
  })
  key: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The rowid in the SQLite file; null when the row has none.',
  })
  rowNumber: number | null;

  @Field(() => String, {
    description: 'The reason, such as KEY_DUPLICATE, STATUS_UNKNOWN or SKU_TAKEN.',
  })
  code: string;

  @Field(() => String, { description: 'The message for `code`.' })
  message: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a row of a source would change.' })
export class SyncChange {
  id: string;

  @Field(() => String, { description: 'The key of the row.' })
  key: string;

  @Field(() => String, {
    description:
      'CREATED: it comes in for the first time. UPDATED: it came in before, and has changed there. EXPORTED: it is written back, since it was sold or refunded here.',
  })
  action: string;

  @Field(() => String, { description: 'The SKU of its product.' })
  subject: string;

  @Field(() => [FieldChange], {
    description:
      'The fields that change, before and after; of an export the columns that are written. At most 50.',
  })
  changes: FieldChange[];
}
export const SyncChangeConnection = connectionOf('SyncChange', () => SyncChange);
