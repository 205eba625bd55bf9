import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { movementsBySale } from '../database/queries/movements';
import { allocationsBySaleLine, componentsBySaleLine } from '../database/queries/sales';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { KitComponent, Product } from '../entities/product.entity';
import { Refund, RefundLine, Sale, SaleAllocation, SaleLine } from '../entities/sale.entity';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { refundLinesByRefund, refundsBySale, saleLinesBySale } from './reads';
import { Follows, toMany } from './relation';

@Resolver(() => Sale)
export class SaleRelations {
  @FieldResolver(() => Location, { description: 'The location of the sale.' })
  @Follows(toId.location('locationId'))
  location(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, sale.locationId);
  }

  @FieldResolver(() => [SaleLine], {
    description: 'The lines of the sale, in the order of the input.',
  })
  @Follows(toMany(saleLinesBySale, 'id'))
  lines(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<SaleLine[]> | SaleLine[] {
    return sale.lines ?? context.loaders.many(saleLinesBySale, sale.id);
  }

  @FieldResolver(() => [Refund], { description: 'Refunds of the sale, the oldest first.' })
  @Follows(toMany(refundsBySale, 'id'))
  refunds(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<Refund[]> {
    return context.loaders.many(refundsBySale, sale.id);
  }

  @FieldResolver(() => [Movement], {
    description: 'All movements of the sale, of its void and of its refunds, the oldest first.',
  })
  @Follows(toMany(movementsBySale, 'id'))
  movements(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<Movement[]> {
    return context.loaders.many(movementsBySale, sale.id);
  }
}

@Resolver(() => SaleLine)
export class SaleLineRelations {
  @FieldResolver(() => Product, { description: 'The product sold.' })
  @Follows(toId.product('productId'))
  product(@Root() line: SaleLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }

  @FieldResolver(() => [SaleAllocation], {
    description:
      'The quantity taken from each batch; empty for a product that is not tracked, and where the movements are in an archive (`archivedUntil` of the sale).',
  })
  @Follows(toMany(allocationsBySaleLine, 'id'))
  allocations(@Root() line: SaleLine, @Ctx() context: RequestContext): Promise<SaleAllocation[]> {
    return context.loaders.many(allocationsBySaleLine, line.id);
  }

  @FieldResolver(() => [KitComponent], {
    description:
      'The components that a kit had when it was sold: what its refunds and its void return. Empty for goods.',
  })
  @Follows(toMany(componentsBySaleLine, 'id'))
  components(@Root() line: SaleLine, @Ctx() context: RequestContext): Promise<KitComponent[]> {
    return context.loaders.many(componentsBySaleLine, line.id);
  }
}

@Resolver(() => SaleAllocation)
export class SaleAllocationRelations {
  @FieldResolver(() => Batch, { description: 'The batch that the quantity was taken from.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() allocation: SaleAllocation, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, allocation.batchId);
  }
}

@Resolver(() => Refund)
export class RefundRelations {
  @FieldResolver(() => Sale, { description: 'The sale whose goods came back.' })
  @Follows(toId.sale('saleId'))
  sale(@Root() refund: Refund, @Ctx() context: RequestContext): Promise<Sale> {
    return byId.sale(context, refund.saleId);
  }

  @FieldResolver(() => Location, { description: 'Where the goods were brought.' })
  @Follows(toId.location('locationId'))
  location(@Root() refund: Refund, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, refund.locationId);
  }

  @FieldResolver(() => [RefundLine], { description: 'The lines of the refund.' })
  @Follows(toMany(refundLinesByRefund, 'id'))
  lines(
    @Root() refund: Refund,
    @Ctx() context: RequestContext,
  ): Promise<RefundLine[]> | RefundLine[] {
    return refund.lines ?? context.loaders.many(refundLinesByRefund, refund.id);
  }
}

@Resolver(() => RefundLine)
export class RefundLineRelations {
  @FieldResolver(() => Location, {
    description: "Where the goods came in: the refund's location, or its quarantine.",
  })
  @Follows(toId.location('locationId'))
  location(@Root() line: RefundLine, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, line.locationId);
  }
}
