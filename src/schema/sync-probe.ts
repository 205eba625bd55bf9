import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { SafeInt } from './scalars';
import { FieldMapping } from './field-mapping';

export const ExternalStatusMeaning = {
  IN_STOCK: 'IN_STOCK',
  SOLD: 'SOLD',
  UNKNOWN: 'UNKNOWN',
} as const;
export type ExternalStatusMeaning = keyof typeof ExternalStatusMeaning;
registerEnumType(ExternalStatusMeaning, {
  name: 'ExternalStatusMeaning',
  description: 'The meaning of an external status. Rows whose status is UNKNOWN are errors.',
});

@ObjectType({ simpleResolvers: true, description: 'A column of the external table.' })
export class ExternalColumn {
  @Field(() => String, { description: 'The name of the column.' })
  name: string;

  @Field(() => String, {
    description: 'The declared type. SQLite may store values of other types.',
  })
  type: string;
}

@ObjectType({ simpleResolvers: true, description: 'The number of rows with a status.' })
export class ExternalStatusCount {
  @Field(() => String, {
    nullable: true,
    description: 'The external status; null for rows without one.',
  })
  status: string | null;

  @Field(() => ExternalStatusMeaning, { description: 'The meaning of the status.' })
  meaning: ExternalStatusMeaning;

  @Field(() => SafeInt, { description: 'The number of rows.' })
  rows: number;
}

@ObjectType({ simpleResolvers: true, description: 'A problem that prevents the use of a mapping.' })
export class SyncMappingProblem {
  @Field(() => String, {
    description:
      'The path of the invalid part within the mappings, such as [2].transforms[0].factor.',
  })
  field: string;

  @Field(() => String, { description: 'The problem.' })
  message: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The result of checking a source. Nothing is imported or written.',
})
export class SyncProbe {
  @Field(() => Boolean, { description: 'Whether the file and the table can be read.' })
  reachable: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The code of the error with which a run would fail, such as SYNC_FILE_MISSING; null when none is expected.',
  })
  failure: string | null;

  @Field(() => String, { nullable: true, description: 'The message for `failure`.' })
  message: string | null;

  @Field(() => SafeInt, { description: 'The number of rows in the table.' })
  rows: number;

  @Field(() => [ExternalStatusCount], {
    description: 'The number of rows by status, for at most 100 statuses.',
  })
  statuses: ExternalStatusCount[];

  @Field(() => SafeInt, {
    description: 'The number of keys that occur in more than one row. Such rows are errors.',
  })
  duplicateKeys: number;

  @Field(() => SafeInt, { description: 'The number of rows without a key. Such rows are errors.' })
  missingKeys: number;

  @Field(() => [ExternalColumn], { description: 'The columns of the table.' })
  columns: ExternalColumn[];

  @Field(() => [FieldMapping], { description: 'The mappings that a run would use.' })
  mappings: FieldMapping[];

  @Field(() => [String], {
    description: 'Columns that no mapping reads: what is in them does not come in.',
  })
  unmapped: string[];

  @Field(() => [SyncMappingProblem], {
    description: 'Problems of these mappings; a run needs an empty list.',
  })
  problems: SyncMappingProblem[];
}
