import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connections';
import { DateTimeISO, JSONObject, SafeInt } from './scalars';
import { FieldMapping } from './sync';

export enum ExternalStatusMeaning {
  IN_STOCK = 'IN_STOCK',
  SOLD = 'SOLD',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(ExternalStatusMeaning, {
  name: 'ExternalStatusMeaning',
  description: 'What a status next door means here; rows of an UNKNOWN one are errors.',
});

@ObjectType({ simpleResolvers: true, description: 'A column of the table next door.' })
export class ExternalColumn {
  @Field(() => String, { description: 'Its name there.' })
  name: string;

  @Field(() => String, { description: 'Its declared type; SQLite may hold others.' })
  type: string;
}

@ObjectType({ simpleResolvers: true, description: 'How many rows have a status.' })
export class ExternalStatusCount {
  @Field(() => String, { nullable: true, description: 'As it stands there.' })
  status: string | null;

  @Field(() => ExternalStatusMeaning, { description: 'What it means here.' })
  meaning: ExternalStatusMeaning;

  @Field(() => SafeInt, { description: 'Rows.' })
  rows: number;
}

@ObjectType({ simpleResolvers: true, description: 'What keeps a mapping from being used.' })
export class SyncMappingProblem {
  @Field(() => String, { description: 'Where: [2].transforms[0].factor.' })
  field: string;

  @Field(() => String, { description: 'Why.' })
  message: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a look at a source finds; nothing is run or written.',
})
export class SyncProbe {
  @Field(() => Boolean, { description: 'Whether file and table can be read.' })
  reachable: boolean;

  @Field(() => String, { nullable: true, description: 'What would stop a run: SYNC_FILE_MISSING.' })
  failure: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  message: string | null;

  @Field(() => SafeInt, { description: 'Rows of the table.' })
  rows: number;

  @Field(() => [ExternalStatusCount], { description: 'Rows by status, at most 100 statuses.' })
  statuses: ExternalStatusCount[];

  @Field(() => SafeInt, { description: 'Keys that more than one row has: errors.' })
  duplicateKeys: number;

  @Field(() => SafeInt, { description: 'Rows without a key: errors.' })
  missingKeys: number;

  @Field(() => [ExternalColumn], { description: 'The columns of the table.' })
  columns: ExternalColumn[];

  @Field(() => [FieldMapping], { description: 'The mappings that a run would use.' })
  mappings: FieldMapping[];

  @Field(() => [SyncMappingProblem], { description: 'What is wrong with them.' })
  problems: SyncMappingProblem[];
}

@ObjectType({ simpleResolvers: true, description: 'What a row next door would come in as.' })
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
  description: 'A row next door that is in stock there and not sold here.',
})
export class ExternalProduct {
  position: string;

  batchId: string | null;

  @Field(() => String, { nullable: true, description: 'Its key.' })
  key: string | null;

  @Field(() => String, { description: 'Its status there.' })
  status: string;

  @Field(() => SafeInt, { nullable: true, description: 'Base units; null when it holds none.' })
  quantity: number | null;

  @Field(() => JSONObject, { description: 'The row as it stands there.' })
  values: object;

  @Field(() => ExternalProductPreview, {
    nullable: true,
    description: 'What it comes in as; null when it cannot.',
  })
  product: ExternalProductPreview | null;

  @Field(() => String, { nullable: true, description: 'Why it cannot come in.' })
  problem: string | null;
}
export const ExternalProductConnection = connectionOf('ExternalProduct', () => ExternalProduct);

@ObjectType({ simpleResolvers: true, description: 'What a key next door became here.' })
export class ProductMapping {
  id: string;

  sourceId: string;

  productId: string;

  batchId: string;

  @Field(() => ID, { description: 'The key there.' })
  externalKey: string;

  @Field(() => ExternalStatusMeaning, { description: 'What both sides last agreed on.' })
  status: ExternalStatusMeaning;

  @Field(() => String, { description: 'The status there, as last seen or written.' })
  externalStatus: string;

  @Field(() => SafeInt, { description: 'The quantity there, as last seen; 0: gone.' })
  externalQuantity: number;

  @Field(() => SafeInt, { description: 'What remains of its batch here, in base units.' })
  remaining: number;

  @Field(() => String, {
    nullable: true,
    description:
      'What cannot be true of both sides: SOLD_THERE, SOLD_ON_BOTH_SIDES, RESTOCKED_THERE, STATUS_CHANGED, WRITE_REFUSED, ROW_MISSING, KEY_DUPLICATE.',
  })
  conflict: string | null;

  @Field(() => String, {
    description: 'SHA-256 of what its row said of the product, and of its mappings.',
  })
  contentHash: string;

  @Field(() => DateTimeISO, { description: 'When it came in.' })
  importedAt: string;

  @Field(() => DateTimeISO, { description: 'When it was last written by a run.' })
  lastSyncedAt: string;
}
export const ProductMappingConnection = connectionOf('ProductMapping', () => ProductMapping);
