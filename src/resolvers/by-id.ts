import { batchesById, receiptsById } from '../database/queries/batches';
import { locationsById } from '../database/queries/locations';
import { movementsById } from '../database/queries/movements';
import { productsById } from '../database/queries/products';
import { salesById } from '../database/queries/sales';
import type { KeyedStatement } from '../database/statement';
import type { RequestContext } from './context';

/** The one object of an id that a row holds: there, because the database keeps its references. */
const finder =
  <Row extends object>(
    statement: KeyedStatement<{ readonly ids: readonly string[] }, Row, 'ids'>,
  ) =>
  ({ loaders }: RequestContext, id: string): Promise<Row> =>
    loaders.existing(statement, id);

export const byId = {
  product: finder(productsById),
  location: finder(locationsById),
  batch: finder(batchesById),
  movement: finder(movementsById),
  receipt: finder(receiptsById),
  sale: finder(salesById),
};
