import type { Batch, Receipt } from '../entities/batch.entity';
import type { Location } from '../entities/location.entity';
import type { Movement } from '../entities/movement.entity';
import type { Product } from '../entities/product.entity';
import type { Sale } from '../entities/sale.entity';
import type { RequestContext } from './context';

/** The one object of an id that a row holds: there, because the database keeps its references. */
const finder =
  <Result>(query: string) =>
  (context: RequestContext, id: string) =>
    context.loaders.one<Result>(query, id) as Promise<Result>;

export const byId = {
  product: finder<Product>('products-by-id'),
  location: finder<Location>('locations-by-id'),
  batch: finder<Batch>('batches-by-id'),
  movement: finder<Movement>('movements-by-id'),
  receipt: finder<Receipt>('receipts-by-id'),
  sale: finder<Sale>('sales-by-id'),
};
