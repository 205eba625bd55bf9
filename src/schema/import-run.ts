import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from './connections';
import { DateTimeISO, SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'Why a row of a file was refused.' })
export class ImportProblem {
  id: string;

  @Field(() => SafeInt, {
    description:
      'The row, as a spreadsheet counts: the header is row 1. Of JSON lines, the number of the line.',
  })
  row: number;

  @Field(() => String, {
    nullable: true,
    description: 'The column by its name in the file; null where it is of no one column.',
  })
  column: string | null;

  @Field(() => String, {
    description:
      'A rule, such as QUANTITY_NOT_POSITIVE, or what was wrong with the cell, such as VALUE_NOT_DATE.',
  })
  code: string;

  @Field(() => String, { description: 'The message for `code`.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'What to do about it.' })
  hint: string | null;

  @Field(() => String, { nullable: true, description: 'The cell; a long one is shortened.' })
  value: string | null;
}
export const ImportProblemConnection = connectionOf('ImportProblem', () => ImportProblem);

@ObjectType({
  simpleResolvers: true,
  description: 'A field that changes, as texts; lists as a file writes them.',
})
export class FieldChange {
  @Field(() => String, {
    description:
      'The field by its name in a file, such as name or attribute:colour; onHand is what is on hand at the place of a row of stock, in base units.',
  })
  field: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it was; null where there was nothing. At most its first 200 characters.',
  })
  before: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it becomes; null where nothing is left. At most its first 200 characters.',
  })
  after: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a row of a file changes.' })
export class ImportChange {
  id: string;

  @Field(() => SafeInt, { description: 'The row, as in problems.' })
  row: number;

  @Field(() => String, {
    description: 'CREATED, UPDATED or UNCHANGED: what it says is so already, or it came in before.',
  })
  outcome: string;

  @Field(() => String, {
    description:
      'What it is about: a SKU or another code, of stock with its location (A-1 @ MAIN), of prices with the supplier.',
  })
  subject: string;

  @Field(() => [FieldChange], {
    description:
      'The fields that change, before and after; of something new all that it has. At most 50, empty where nothing changes.',
  })
  changes: FieldChange[];
}
export const ImportChangeConnection = connectionOf('ImportChange', () => ImportChange);

@ObjectType({
  simpleResolvers: true,
  description:
    'A file that was brought in, or would be: the same checks and figures either way. rows = created + updated + unchanged + refused + rolledBack; all are 0 until it ends.',
})
export class ImportRun {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { description: 'PRODUCTS, STOCK, LOCATIONS, SUPPLIERS, PRICES or CHANNEL.' })
  kind: string;

  @Field(() => Boolean, { description: 'True: it was checked, and nothing was brought in.' })
  dryRun: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The dry run of which it brings in what was shown; null where it names none.',
  })
  dryRunId: string | null;

  @Field(() => Boolean, { description: 'Whether nothing was to come in where a row is refused.' })
  allOrNothing: boolean;

  @Field(() => String, { description: 'The name of the file.' })
  fileName: string;

  @Field(() => DateTimeISO, { description: 'When it began.' })
  startedAt: string;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When it ended; null while it is under way, and for one whose process died.',
  })
  endedAt: string | null;

  @Field(() => String, { description: 'Who brought the file in.' })
  actor: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Why not all of it was brought in, such as ROWS_REFUSED (all or nothing) or INTERRUPTED; null where each row was looked at.',
  })
  failure: string | null;

  @Field(() => String, { nullable: true, description: 'The message for `failure`.' })
  message: string | null;

  @Field(() => SafeInt, { description: 'Rows that were looked at.' })
  rows: number;

  @Field(() => SafeInt, { description: 'Rows that made something new.' })
  created: number;

  @Field(() => SafeInt, { description: 'Rows that changed something.' })
  updated: number;

  @Field(() => SafeInt, {
    description: 'Rows that changed nothing: what they say is so already, or they came in before.',
  })
  unchanged: number;

  @Field(() => SafeInt, { description: 'Rows that were left out; see problems.' })
  refused: number;

  @Field(() => SafeInt, {
    description:
      'Rows that would have come in, and were left out with the whole run: others were refused (all or nothing), or it ended early.',
  })
  rolledBack: number;
}
export const ImportRunConnection = connectionOf('ImportRun', () => ImportRun);
