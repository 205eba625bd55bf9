import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Product } from '../entities/product.entity';
import { Supplier, SupplierProduct } from '../entities/supplier.entity';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { supplierProductsByProduct } from './reads';
import { Follows, toMany } from './relation';

@Resolver(() => SupplierProduct)
export class SupplierProductRelations {
  @FieldResolver(() => Supplier, { description: 'Who sells it.' })
  @Follows(toId.supplier('supplierId'))
  supplier(@Root() sold: SupplierProduct, @Ctx() context: RequestContext): Promise<Supplier> {
    return byId.supplier(context, sold.supplierId);
  }

  @FieldResolver(() => Product, { description: 'What is sold.' })
  @Follows(toId.product('productId'))
  product(@Root() sold: SupplierProduct, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, sold.productId);
  }
}

@Resolver(() => Product)
export class ProductSupplierRelations {
  @FieldResolver(() => [SupplierProduct], {
    description: 'Who sells the product, in the order in which it was added.',
  })
  @Follows(toMany(supplierProductsByProduct, 'id'))
  suppliers(@Root() product: Product, @Ctx() context: RequestContext): Promise<SupplierProduct[]> {
    return context.loaders.many(supplierProductsByProduct, product.id);
  }
}
