import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from './connections';
import { DateTimeISO, JSONObject, SafeInt } from './scalars';
import { ExternalStatusMeaning } from './sync-probe';

@ObjectType({
  simpleResolvers: true,
  description: 'The product and batch that an external row would be imported as.',
})
export class ExternalProductPreview {
  @Field(() => String, { description: 'The SKU of the product.' })
  sku: string;

  @Field(() => String, { description: 'The name of the product.' })
  name: string;

  @Field(() => String, { description: 'The batch number.' })
  batchNumber: string;

  @Field(() => JSONObject, { description: 'The attributes of the product.' })
  attributes: object;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An external row that is in stock and was not sold here.',
})
export class ExternalProduct {
  position: string;

  batchId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the row; null when it has none.',
  })
  key: string | null;

  @Field(() => String, { description: 'The external status of the row.' })
  status: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The quantity in base units; null when it is invalid.',
  })
  quantity: number | null;

  @Field(() => JSONObject, { description: 'The values of the row by column.' })
  values: object;

  @Field(() => ExternalProductPreview, {
    nullable: true,
    description: 'The product and batch to be imported; null when the row has a problem.',
  })
  product: ExternalProductPreview | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the row cannot be imported; null when it can.',
  })
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

  @Field(() => ExternalStatusMeaning, {
    description: 'The last status in which the ledger and the external source agreed.',
  })
  status: ExternalStatusMeaning;

  @Field(() => String, { description: 'The external status, as last read or written.' })
  externalStatus: string;

  @Field(() => SafeInt, {
    description: 'The external quantity as last read, in base units; 0 once sold.',
  })
  externalQuantity: number;

  @Field(() => SafeInt, {
    description: 'The remaining stock of the batch at all locations, in base units.',
  })
  remaining: number;

  @Field(() => String, {
    nullable: true,
    description:
      'How the external row contradicts the ledger: SOLD_THERE, SOLD_ON_BOTH_SIDES, RESTOCKED_THERE, STATUS_CHANGED, WRITE_REFUSED, ROW_MISSING or KEY_DUPLICATE; null without a conflict.',
  })
  conflict: string | null;

  @Field(() => String, {
    description:
      'SHA-256 of the mapped values and of the mappings. A run updates the product when it changes.',
  })
  contentHash: string;

  @Field(() => DateTimeISO, { description: 'When the key was imported.' })
  importedAt: string;

  @Field(() => DateTimeISO, { description: 'When a run last wrote this record.' })
  lastSyncedAt: string;
}
export const ProductMappingConnection = connectionOf('ProductMapping', () => ProductMapping);
