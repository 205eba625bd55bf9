import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { onOrderByProduct } from '../database/queries/purchase-orders';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { PurchaseOrder, PurchaseOrderLine } from '../entities/purchase-order.entity';
import { Supplier } from '../entities/supplier.entity';
import { checkId } from '../input/validate';
import { StockOnOrder } from '../schema/stock-on-order';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import {
  purchaseOrderLinesById,
  purchaseOrderLinesByOrder,
  purchaseOrdersById,
  receiptsByOrder,
} from './reads';
import { Follows, toMany, toOne } from './relation';

@Resolver(() => PurchaseOrder)
export class PurchaseOrderRelations {
  @FieldResolver(() => Supplier, { description: 'Who is to deliver it.' })
  @Follows(toId.supplier('supplierId'))
  supplier(@Root() order: PurchaseOrder, @Ctx() context: RequestContext): Promise<Supplier> {
    return byId.supplier(context, order.supplierId);
  }

  @FieldResolver(() => Location, { description: 'Where the goods are to go.' })
  @Follows(toId.location('locationId'))
  location(@Root() order: PurchaseOrder, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, order.locationId);
  }

  @FieldResolver(() => [PurchaseOrderLine], {
    description: 'Its lines, in the order of the input.',
  })
  @Follows(toMany(purchaseOrderLinesByOrder, 'id'))
  lines(
    @Root() order: PurchaseOrder,
    @Ctx() context: RequestContext,
  ): Promise<PurchaseOrderLine[]> {
    return context.loaders.many(purchaseOrderLinesByOrder, order.id);
  }

  @FieldResolver(() => [Receipt], {
    description: 'What came in for it, the first receipt first; voided ones too.',
  })
  @Follows(toMany(receiptsByOrder, 'id'))
  receipts(@Root() order: PurchaseOrder, @Ctx() context: RequestContext): Promise<Receipt[]> {
    return context.loaders.many(receiptsByOrder, order.id);
  }
}

@Resolver(() => PurchaseOrderLine)
export class PurchaseOrderLineRelations {
  @FieldResolver(() => Product, { description: 'What is ordered.' })
  @Follows(toId.product('productId'))
  product(@Root() line: PurchaseOrderLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }
}

@Resolver(() => Receipt)
export class ReceiptOrderRelations {
  @FieldResolver(() => PurchaseOrder, {
    nullable: true,
    description: 'The order that the goods came in for; null without one.',
  })
  @Follows(toOne(purchaseOrdersById, 'purchaseOrderId'))
  purchaseOrder(
    @Root() receipt: Receipt,
    @Ctx() context: RequestContext,
  ): Promise<PurchaseOrder | null> {
    const { purchaseOrderId } = receipt;
    return purchaseOrderId
      ? context.loaders.existing(purchaseOrdersById, purchaseOrderId)
      : Promise.resolve(null);
  }
}

@Resolver(() => Batch)
export class BatchOrderRelations {
  @FieldResolver(() => PurchaseOrderLine, {
    nullable: true,
    description: 'The line of a purchase order that it came in for; null without one.',
  })
  @Follows(toOne(purchaseOrderLinesById, 'purchaseOrderLineId'))
  purchaseOrderLine(
    @Root() batch: Batch,
    @Ctx() context: RequestContext,
  ): Promise<PurchaseOrderLine | null> {
    const { purchaseOrderLineId } = batch;
    return purchaseOrderLineId
      ? context.loaders.existing(purchaseOrderLinesById, purchaseOrderLineId)
      : Promise.resolve(null);
  }
}

const placeOf = ({ locationId }: { readonly locationId?: string | undefined }) => ({
  locationId: checkId(locationId, 'locationId') ?? null,
});

@Resolver(() => Product)
export class ProductOrderRelations {
  @FieldResolver(() => [StockOnOrder], {
    description: 'What is on order of the product: for the given location, or for each.',
  })
  @Follows(toMany(onOrderByProduct, 'id', placeOf))
  onOrder(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<StockOnOrder[]> {
    return context.loaders.many(onOrderByProduct, product.id, placeOf({ locationId }));
  }
}

@Resolver(() => StockOnOrder)
export class StockOnOrderRelations {
  @FieldResolver(() => Location, { description: 'Where the goods are to go.' })
  @Follows(toId.location('locationId'))
  location(@Root() stock: StockOnOrder, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, stock.locationId);
  }
}
