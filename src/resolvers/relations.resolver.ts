import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { movementsBySale } from '../database/queries/movements';
import { allocationsBySaleLine } from '../database/queries/sales';
import { stockByProduct } from '../database/queries/stock';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { Product, ProductUnit } from '../entities/product.entity';
import { Refund, RefundLine, Sale, SaleAllocation, SaleLine } from '../entities/sale.entity';
import { StockLevel } from '../entities/stock-level.entity';
import type { Connection } from '../schema/connections';
import { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { BatchConnection, MovementConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { UnitQuantity } from '../schema/unit-quantity';
import { checkId } from '../input/validate';
import type { RequestContext } from './context';
import { byId } from './by-id';
import { batchesOfProduct, movementsOfBatch, movementsOfProduct } from './lists';
import {
  batchesByReceipt,
  movementsById,
  refundLinesByRefund,
  refundsBySale,
  saleLinesBySale,
  unitsByProduct,
} from './reads';

// Every relation of every type, each one statement for any number of parents.

@Resolver(() => Product)
export class ProductRelations {
  @FieldResolver(() => [ProductUnit], { description: 'Its units, the largest first.' })
  units(@Root() product: Product, @Ctx() context: RequestContext): Promise<ProductUnit[]> {
    return context.loaders.many(unitsByProduct, product.id);
  }

  @FieldResolver(() => [StockLevel], { description: 'Its stock, at one location or at each.' })
  stock(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<StockLevel[]> {
    return stockOf(context, product.id, checkId(locationId, 'locationId') ?? null);
  }

  @FieldResolver(() => SafeInt, { description: 'On hand over all locations, in base units.' })
  async onHand(@Root() product: Product, @Ctx() context: RequestContext): Promise<number> {
    return (await stockOf(context, product.id, null)).reduce((sum, s) => sum + s.onHand, 0);
  }

  @FieldResolver(() => SafeInt, { description: 'Available over all locations, in base units.' })
  async available(@Root() product: Product, @Ctx() context: RequestContext): Promise<number> {
    return (await stockOf(context, product.id, null)).reduce((sum, s) => sum + s.available, 0);
  }

  @FieldResolver(() => BatchConnection, { description: 'Its batches in the order they came in.' })
  batches(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Arg('filter', () => BatchFilter, { nullable: true }) filter?: BatchFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Batch>> {
    return batchesOfProduct(context, product.id, filter, first, after);
  }

  @FieldResolver(() => MovementConnection, { description: 'Its movements in the order of time.' })
  movements(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Arg('filter', () => MovementFilter, { nullable: true }) filter?: MovementFilter,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Movement>> {
    return movementsOfProduct(context, product.id, filter, first, after);
  }
}

function stockOf(
  context: RequestContext,
  productId: string,
  locationId: string | null,
): Promise<StockLevel[]> {
  return context.loaders.many(stockByProduct, productId, { locationId });
}

@Resolver(() => StockLevel)
export class StockLevelRelations {
  @FieldResolver(() => Product, { description: 'What is there.' })
  product(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, stock.productId);
  }

  @FieldResolver(() => Location, { description: 'Where it is.' })
  location(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, stock.locationId);
  }

  @FieldResolver(() => [UnitQuantity], {
    description: "On hand split into the product's units, the largest first.",
  })
  async byUnit(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<UnitQuantity[]> {
    const units = await context.loaders.many(unitsByProduct, stock.productId);
    let rest = stock.onHand;
    return units.map(({ code, factor }) => {
      const quantity = Math.floor(rest / factor);
      rest -= quantity * factor;
      return { unit: code, quantity };
    });
  }
}

@Resolver(() => Batch)
export class BatchRelations {
  @FieldResolver(() => Product, { description: 'What it is of.' })
  product(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, batch.productId);
  }

  @FieldResolver(() => Location, { description: 'Where it was received.' })
  location(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, batch.locationId);
  }

  @FieldResolver(() => MovementConnection, { description: 'Its movements in the order of time.' })
  movements(
    @Root() batch: Batch,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Movement>> {
    return movementsOfBatch(context, batch.id, first, after);
  }
}

@Resolver(() => Receipt)
export class ReceiptRelations {
  @FieldResolver(() => Location, { description: 'Where it came in.' })
  location(@Root() receipt: Receipt, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, receipt.locationId);
  }

  @FieldResolver(() => [Batch], { description: 'What came in, line by line.' })
  batches(@Root() receipt: Receipt, @Ctx() context: RequestContext): Promise<Batch[]> {
    return context.loaders.many(batchesByReceipt, receipt.id);
  }
}

@Resolver(() => Movement)
export class MovementRelations {
  @FieldResolver(() => Product, { description: 'What moved.' })
  product(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, movement.productId);
  }

  @FieldResolver(() => Batch, { description: 'The batch that moved.' })
  batch(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, movement.batchId);
  }

  @FieldResolver(() => Location, { description: 'Where it moved.' })
  location(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, movement.locationId);
  }

  @FieldResolver(() => Movement, { nullable: true, description: 'The movement that it reverses.' })
  reverses(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Movement | null> {
    return movement.reversesId
      ? context.loaders.one(movementsById, movement.reversesId)
      : Promise.resolve(null);
  }
}

@Resolver(() => Sale)
export class SaleRelations {
  @FieldResolver(() => Location, { description: 'Where it was sold.' })
  location(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, sale.locationId);
  }

  @FieldResolver(() => [SaleLine], { description: 'What was sold, in the order it was given.' })
  lines(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<SaleLine[]> | SaleLine[] {
    return sale.lines ?? context.loaders.many(saleLinesBySale, sale.id);
  }

  @FieldResolver(() => [Refund], { description: 'What came back, in the order of time.' })
  refunds(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<Refund[]> {
    return context.loaders.many(refundsBySale, sale.id);
  }

  @FieldResolver(() => [Movement], {
    description: 'Everything it moved: taken, voided and refunded, in the order of time.',
  })
  movements(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<Movement[]> {
    return context.loaders.many(movementsBySale, sale.id);
  }
}

@Resolver(() => SaleLine)
export class SaleLineRelations {
  @FieldResolver(() => Product, { description: 'What was sold.' })
  product(@Root() line: SaleLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }

  @FieldResolver(() => [SaleAllocation], {
    description: 'The batches it was taken from; none for a product without inventory.',
  })
  allocations(@Root() line: SaleLine, @Ctx() context: RequestContext): Promise<SaleAllocation[]> {
    return context.loaders.many(allocationsBySaleLine, line.id);
  }
}

@Resolver(() => SaleAllocation)
export class SaleAllocationRelations {
  @FieldResolver(() => Batch, { description: 'The batch it was taken from.' })
  batch(@Root() allocation: SaleAllocation, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, allocation.batchId);
  }
}

@Resolver(() => Refund)
export class RefundRelations {
  @FieldResolver(() => [RefundLine], { description: 'What came back, line by line.' })
  lines(
    @Root() refund: Refund,
    @Ctx() context: RequestContext,
  ): Promise<RefundLine[]> | RefundLine[] {
    return refund.lines ?? context.loaders.many(refundLinesByRefund, refund.id);
  }
}
