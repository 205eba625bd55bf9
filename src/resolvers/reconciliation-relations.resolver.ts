import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { reconciliationLinesByRun } from '../database/queries/reconciliation';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { ContinuityBreak, DailyStock, StockAuditLine } from '../schema/day-report';
import { ChannelCorrection, Discrepancy, ReconciliationRun } from '../schema/reconciliation';
import type { RequestContext } from './context';
import { byId, toId } from './by-id';
import { Follows, toMany } from './relation';

@Resolver(() => Discrepancy)
export class DiscrepancyRelations {
  @FieldResolver(() => Product, { description: 'The product of the figure.' })
  @Follows(toId.product('productId'))
  product(@Root() found: Discrepancy, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, found.productId);
  }

  @FieldResolver(() => Location, {
    nullable: true,
    description: 'The location of the figure; null when it covers all locations.',
  })
  @Follows(toId.location('locationId'))
  location(@Root() found: Discrepancy, @Ctx() context: RequestContext): Promise<Location | null> {
    return found.locationId ? byId.location(context, found.locationId) : Promise.resolve(null);
  }

  @FieldResolver(() => Batch, {
    nullable: true,
    description: 'The batch of the figure; null when it is not of one batch.',
  })
  @Follows(toId.batch('batchId'))
  batch(@Root() found: Discrepancy, @Ctx() context: RequestContext): Promise<Batch | null> {
    return found.batchId ? byId.batch(context, found.batchId) : Promise.resolve(null);
  }
}

@Resolver(() => ReconciliationRun)
export class ReconciliationRunRelations {
  @FieldResolver(() => [Discrepancy], { description: 'The discrepancies that the run found.' })
  @Follows(toMany(reconciliationLinesByRun, 'id'))
  discrepancies(
    @Root() run: ReconciliationRun,
    @Ctx() context: RequestContext,
  ): Promise<Discrepancy[]> {
    return context.loaders.many(reconciliationLinesByRun, run.id);
  }
}

@Resolver(() => StockAuditLine)
export class StockAuditLineRelations {
  @FieldResolver(() => Product, { nullable: true, description: 'The product of the line.' })
  @Follows(toId.product('productId'))
  product(@Root() line: StockAuditLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }

  @FieldResolver(() => Location, {
    nullable: true,
    description: 'The location of the line, when lines are grouped by location.',
  })
  @Follows(toId.location('locationId'))
  location(@Root() line: StockAuditLine, @Ctx() context: RequestContext): Promise<Location | null> {
    return line.locationId ? byId.location(context, line.locationId) : Promise.resolve(null);
  }
}

@Resolver(() => DailyStock)
export class DailyStockRelations {
  @FieldResolver(() => Product, { description: 'The product of the figures.' })
  @Follows(toId.product('productId'))
  product(@Root() day: DailyStock, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, day.productId);
  }

  @FieldResolver(() => Location, { description: 'The location of the figures.' })
  @Follows(toId.location('locationId'))
  location(@Root() day: DailyStock, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, day.locationId);
  }
}

@Resolver(() => ChannelCorrection)
export class ChannelCorrectionRelations {
  @FieldResolver(() => Product, { description: 'The product of the corrected figure.' })
  @Follows(toId.product('productId'))
  product(@Root() one: ChannelCorrection, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, one.productId);
  }

  @FieldResolver(() => Location, {
    nullable: true,
    description: 'The location of the corrected figure; null when it covers all locations.',
  })
  @Follows(toId.location('locationId'))
  location(
    @Root() one: ChannelCorrection,
    @Ctx() context: RequestContext,
  ): Promise<Location | null> {
    return one.locationId ? byId.location(context, one.locationId) : Promise.resolve(null);
  }
}

@Resolver(() => ContinuityBreak)
export class ContinuityBreakRelations {
  @FieldResolver(() => Product, { description: 'The product whose days do not match.' })
  @Follows(toId.product('productId'))
  product(@Root() found: ContinuityBreak, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, found.productId);
  }

  @FieldResolver(() => Location, { description: 'The location at which they do not match.' })
  @Follows(toId.location('locationId'))
  location(@Root() found: ContinuityBreak, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, found.locationId);
  }
}
