import type { KeyedStatement } from '../database/statement';
import type { Movement } from '../entities/movement.entity';
import type { AnyDocument, DOCUMENT_TYPES } from '../schema/document';
import type { RequestContext } from './context';
import { toExisting } from './relation';
import {
  adjustmentsById,
  assembliesById,
  batchesById,
  expiryWriteOffsById,
  locationsById,
  lotsById,
  movementsById,
  productsById,
  receiptsById,
  refundsById,
  salesById,
  stockCountsById,
  suppliersById,
  transfersById,
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
  lot: finder(lotsById),
  movement: finder(movementsById),
  receipt: finder(receiptsById),
  sale: finder(salesById),
  supplier: finder(suppliersById),
};

/** The fields that follow such a key, which is in the property `from` of a row. */
export const toId = {
  product: (from: string) => toExisting(productsById, from),
  location: (from: string) => toExisting(locationsById, from),
  batch: (from: string) => toExisting(batchesById, from),
  lot: (from: string) => toExisting(lotsById, from),
  movement: (from: string) => toExisting(movementsById, from),
  receipt: (from: string) => toExisting(receiptsById, from),
  sale: (from: string) => toExisting(salesById, from),
  supplier: (from: string) => toExisting(suppliersById, from),
};

type Finder = (context: RequestContext, id: string) => Promise<object>;

const documentById: Record<keyof typeof DOCUMENT_TYPES, Finder> = {
  RECEIPT: byId.receipt,
  SALE: byId.sale,
  REFUND: finder(refundsById),
  ADJUSTMENT: finder(adjustmentsById),
  TRANSFER: finder(transfersById),
  STOCK_COUNT: finder(stockCountsById),
  EXPIRY_WRITE_OFF: finder(expiryWriteOffsById),
  ASSEMBLY: finder(assembliesById),
};

/** Loads the document of a movement. It exists: movement_without_document. */
export async function documentOf(
  context: RequestContext,
  { documentType, documentId }: Movement,
): Promise<AnyDocument> {
  const found = await documentById[documentType as keyof typeof DOCUMENT_TYPES](
    context,
    documentId,
  );
  return { ...found, documentType } as AnyDocument;
}
