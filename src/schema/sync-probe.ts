import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connections';
import { DateTimeISO, JSONObject, SafeInt } from './scalars';
import { FieldMapping } from './sync';

export const ExternalStatusMeaning = {
  IN_STOCK: 'IN_STOCK',
  SOLD: 'SOLD',
  UNKNOWN: 'UNKNOWN',
} as const;
export type ExternalStatusMeaning = keyof typeof ExternalStatusMeaning;
registerEnumType(ExternalStatusMeaning, {
  name: 'ExternalStatusMeaning',
  description: 'What an external status means here; rows with an UNKNOWN one are errors.',
});

@ObjectType({ simpleResolvers: true, description: 'A column of the external table.' })
export class ExternalColumn {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, {
    description: 'Its declared type; SQLite may store values of other types.',
  })
  type: string;
}

@ObjectType({ simpleResolvers: true, description: 'The number of rows with a status.' })
export class ExternalStatusCount {
  @Field(() => String, { nullable: true, description: 'The external status.' })
  status: string | null;

  @Field(() => ExternalStatusMeaning, { description: 'What it means here.' })
  meaning: ExternalStatusMeaning;

  @Field(() => SafeInt, { description: 'Rows.' })
  rows: number;
}

@ObjectType({ simpleResolvers: true, description: 'Why a mapping cannot be used.' })
export class SyncMappingProblem {
  @Field(() => String, {
    description: 'The path to the part that is wrong: [2].transforms[0].factor.',
  })
  field: string;

  @Field(() => String, { description: 'What is wrong with it.' })
  message: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The state of a source; nothing is run or written.',
})
export class SyncProbe {
  @Field(() => Boolean, { description: 'Whether the file and table can be read.' })
  reachable: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The code of what would make a run fail, such as SYNC_FILE_MISSING.',
  })
  failure: string | null;

  @Field(() => String, { nullable: true, description: 'The message for `failure`.' })
  message: string | null;

  @Field(() => SafeInt, { description: 'Rows of the table.' })
  rows: number;

  @Field(() => [ExternalStatusCount], { description: 'Rows by status, at most 100 statuses.' })
  statuses: ExternalStatusCount[];

  @Field(() => SafeInt, { description: 'Keys that occur in more than one row: errors.' })
  duplicateKeys: number;

  @Field(() => SafeInt, { description: 'Rows without a key: errors.' })
  missingKeys: number;

  @Field(() => [ExternalColumn], { description: 'The columns of the table.' })
  columns: ExternalColumn[];

  @Field(() => [FieldMapping], { description: 'The mappings that a run would use.' })
  mappings: FieldMapping[];

  @Field(() => [SyncMappingProblem], { description: 'Problems of the mappings.' })
  problems: SyncMappingProblem[];
}

@ObjectType({ simpleResolvers: true, description: 'What an external row would be imported as.' })
export class ExternalProductPreview {
  @Field(() => String, { description: 'SKU.' })
  sku: string;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => String, { description: 'Batch number.' })
  batchNumber: string;

  @Field(() => JSONObject, { description: 'Attributes.' })
  attributes: object;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An external row that is in stock and was not sold here.',
})
export class ExternalProduct {
  position: string;

  batchId: string | null;

  @Field(() => String, { nullable: true, description: 'Its key.' })
  key: string | null;

  @Field(() => String, { description: 'Its external status.' })
  status: string;

  @Field(() => SafeInt, { nullable: true, description: 'Base units; null when it is invalid.' })
  quantity: number | null;

  @Field(() => JSONObject, { description: 'The external row, by column.' })
  values: object;

  @Field(() => ExternalProductPreview, {
    nullable: true,
    description: 'What it would be imported as; null when it cannot be.',
  })
  product: ExternalProductPreview | null;

  @Field(() => String, { nullable: true, description: 'Why it cannot be imported.' })
  problem: string | null;
}
export const ExternalProductConnection = connectionOf('ExternalProduct', () => ExternalProduct);

@ObjectType({
  simpleResolvers: true,
  description: 'An external key and the batch that it was imported as.',
})
export class ProductMapping {
  id: string;

  sourceId: string;

  productId: string;

  batchId: string;

  @Field(() => ID, { description: 'The external key.' })
  externalKey: string;

  @Field(() => ExternalStatusMeaning, { description: 'The status that both sides last agreed on.' })
  status: ExternalStatusMeaning;

  @Field(() => String, { description: 'The external status, as last read or written.' })
  externalStatus: string;

  @Field(() => SafeInt, { description: 'The external quantity, as last read; 0: sold.' })
  externalQuantity: number;

  @Field(() => SafeInt, { description: 'The remaining stock of its batch, in base units.' })
  remaining: number;

  @Field(() => String, {
    nullable: true,
    description:
      'How the two sides contradict each other: SOLD_THERE, SOLD_ON_BOTH_SIDES, RESTOCKED_THERE, STATUS_CHANGED, WRITE_REFUSED, ROW_MISSING, KEY_DUPLICATE.',
  })
  conflict: string | null;

  @Field(() => String, {
    description: 'SHA-256 of the mapped values of its row and of the mappings.',
  })
  contentHash: string;

  @Field(() => DateTimeISO, { description: 'When it was imported.' })
  importedAt: string;

  @Field(() => DateTimeISO, { description: 'When a run last updated it.' })
  lastSyncedAt: string;
}
export const ProductMappingConnection = connectionOf('ProductMapping', () => ProductMapping);
