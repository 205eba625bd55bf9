import type { KeyedStatement } from '../database/statement';
import type { RequestContext } from './context';
import {
  batchesById,
  locationsById,
  movementsById,
  productsById,
  receiptsById,
  salesById,
} from './reads';

/** Loads the row that a foreign key refers to. It exists, because the database enforces the key. */
const finder =
  <Row extends object>(
    statement: KeyedStatement<{ readonly keys: readonly string[] }, Row, 'keys'>,
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
