import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { reconciliationLinesByRun } from '../database/queries/reconciliation';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { ContinuityBreak, DailyStock, StockAuditLine } from '../schema/day-report';
import { ChannelCorrection, Discrepancy, ReconciliationRun } from '../schema/reconciliation';
import type { RequestContext } from './context';
import { byId } from './by-id';

// Relations of comparisons and day reports: each is one statement for any number of parents.

@Resolver(() => Discrepancy)
export class DiscrepancyRelations {
  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Root() found: Discrepancy, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, found.productId);
  }

  @FieldResolver(() => Location, { nullable: true, description: 'Null: over all locations.' })
  location(@Root() found: Discrepancy, @Ctx() context: RequestContext): Promise<Location | null> {
    return found.locationId ? byId.location(context, found.locationId) : Promise.resolve(null);
  }

  @FieldResolver(() => Batch, { nullable: true, description: "The batch, for a batch's figure." })
  batch(@Root() found: Discrepancy, @Ctx() context: RequestContext): Promise<Batch | null> {
    return found.batchId ? byId.batch(context, found.batchId) : Promise.resolve(null);
  }
}

@Resolver(() => ReconciliationRun)
export class ReconciliationRunRelations {
  @FieldResolver(() => [Discrepancy], { description: 'What it found.' })
  discrepancies(
    @Root() run: ReconciliationRun,
    @Ctx() context: RequestContext,
  ): Promise<Discrepancy[]> {
    return context.loaders.many(reconciliationLinesByRun, run.id);
  }
}

@Resolver(() => StockAuditLine)
export class StockAuditLineRelations {
  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() line: StockAuditLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }

  @FieldResolver(() => Location, { nullable: true, description: 'Where grouped by location.' })
  location(@Root() line: StockAuditLine, @Ctx() context: RequestContext): Promise<Location | null> {
    return line.locationId ? byId.location(context, line.locationId) : Promise.resolve(null);
  }
}

@Resolver(() => DailyStock)
export class DailyStockRelations {
  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Root() day: DailyStock, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, day.productId);
  }

  @FieldResolver(() => Location, { description: 'Where.' })
  location(@Root() day: DailyStock, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, day.locationId);
  }
}

@Resolver(() => ChannelCorrection)
export class ChannelCorrectionRelations {
  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Root() one: ChannelCorrection, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, one.productId);
  }

  @FieldResolver(() => Location, { nullable: true, description: 'Null: over all locations.' })
  location(
    @Root() one: ChannelCorrection,
    @Ctx() context: RequestContext,
  ): Promise<Location | null> {
    return one.locationId ? byId.location(context, one.locationId) : Promise.resolve(null);
  }
}

@Resolver(() => ContinuityBreak)
export class ContinuityBreakRelations {
  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Root() found: ContinuityBreak, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, found.productId);
  }

  @FieldResolver(() => Location, { description: 'Where.' })
  location(@Root() found: ContinuityBreak, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, found.locationId);
  }
}
