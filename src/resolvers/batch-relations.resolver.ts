import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { hashedTexts } from '../database/queries/proofs';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { Product } from '../entities/product.entity';
import type { Connection } from '../schema/connections';
import { TimedListArgs } from '../schema/list-args';
import { MovementConnection } from '../schema/pages';
import { Document, type AnyDocument } from '../schema/document';
import { NotRepresentable } from '../schema/scalars';
import { byId, documentOf, toId } from './by-id';
import type { RequestContext } from './context';
import { movementsOfBatch, toMovementsOfBatch } from './movement-lists';
import { batchesByReceipt, movementsById } from './reads';
import { Follows, Needs, relation, toMany, toOne } from './relation';

const DECIMAL = /^-?\d+(\.\d+)?$/;

@Resolver(() => Batch)
export class BatchRelations {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Cost of one base unit, as a decimal number.',
  })
  @Needs('unitCost')
  unitCost(@Root() { unitCost }: Batch): string | null {
    if (unitCost === null || DECIMAL.test(unitCost)) return unitCost;
    throw new NotRepresentable('A decimal number', unitCost);
  }

  @FieldResolver(() => Product, { description: 'The product of the batch.' })
  @Follows(toId.product('productId'))
  product(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, batch.productId);
  }

  @FieldResolver(() => Location, { description: 'The location that received the batch.' })
  @Follows(toId.location('locationId'))
  location(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, batch.locationId);
  }

  @FieldResolver(() => MovementConnection, {
    description: 'Movements of the batch at all locations.',
  })
  @Follows(toMovementsOfBatch)
  movements(
    @Root() batch: Batch,
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
  ): Promise<Connection<Movement>> {
    return movementsOfBatch(context, batch.id, page);
  }
}

@Resolver(() => Receipt)
export class ReceiptRelations {
  @FieldResolver(() => Location, { description: 'The location that received the goods.' })
  @Follows(toId.location('locationId'))
  location(@Root() receipt: Receipt, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, receipt.locationId);
  }

  @FieldResolver(() => [Batch], {
    description: 'The batches received: one per line, in the order of the lines.',
  })
  @Follows(toMany(batchesByReceipt, 'id'))
  batches(@Root() receipt: Receipt, @Ctx() context: RequestContext): Promise<Batch[]> {
    return context.loaders.many(batchesByReceipt, receipt.id);
  }
}

@Resolver(() => Movement)
export class MovementRelations {
  @FieldResolver(() => Document, {
    nullable: true,
    description: 'The document that caused the movement.',
  })
  @Needs('documentType', 'documentId')
  document(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<AnyDocument> {
    return documentOf(context, movement);
  }

  @FieldResolver(() => String, {
    description:
      'The text that `hash` is over, after the hash of the movement before it in its chain (nothing before the first): SHA-256(hash || text), as docs/proofs.md says. `chainHash` of the client computes it.',
  })
  @Follows(relation(hashedTexts, 'id', (found) => found[0]!.text, { needs: ['text'] }))
  async hashedText(@Root() { id }: Movement, @Ctx() context: RequestContext): Promise<string> {
    return (await context.loaders.existing(hashedTexts, id)).text;
  }

  @FieldResolver(() => Product, { description: 'The product of the batch that moved.' })
  @Follows(toId.product('productId'))
  product(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, movement.productId);
  }

  @FieldResolver(() => Batch, { description: 'The batch that moved.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, movement.batchId);
  }

  @FieldResolver(() => Location, { description: 'The location whose stock changed.' })
  @Follows(toId.location('locationId'))
  location(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, movement.locationId);
  }

  @FieldResolver(() => Movement, {
    nullable: true,
    description:
      'The movement that this one reverses; null when it reverses none, or one that is in an archive (see `archives`).',
  })
  @Follows(toOne(movementsById, 'reversesId'))
  reverses(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Movement | null> {
    return movement.reversesId
      ? context.loaders.one(movementsById, movement.reversesId)
      : Promise.resolve(null);
  }
}
