import { createUnionType } from 'type-graphql';
import { Adjustment } from '../entities/adjustment.entity';
import { Assembly } from '../entities/assembly.entity';
import { Receipt } from '../entities/batch.entity';
import { ExpiryWriteOffDocument } from '../entities/expiry-write-off.entity';
import { Refund, Sale } from '../entities/sale.entity';
import { StockCount } from '../entities/stock-count.entity';
import { Transfer } from '../entities/transfer.entity';

/** The types of documents that move stock, by what `Movement.documentType` says. */
export const DOCUMENT_TYPES = {
  RECEIPT: Receipt,
  SALE: Sale,
  REFUND: Refund,
  ADJUSTMENT: Adjustment,
  TRANSFER: Transfer,
  STOCK_COUNT: StockCount,
  EXPIRY_WRITE_OFF: ExpiryWriteOffDocument,
  ASSEMBLY: Assembly,
} as const;

type Classes = (typeof DOCUMENT_TYPES)[keyof typeof DOCUMENT_TYPES];
/** A document with its type, which the union resolves by. */
export type AnyDocument = InstanceType<Classes> & { readonly documentType: string };

export const Document = createUnionType({
  name: 'Document',
  description: 'What moves stock.',
  types: () => Object.values(DOCUMENT_TYPES),
  resolveType: (document) =>
    DOCUMENT_TYPES[(document as AnyDocument).documentType as keyof typeof DOCUMENT_TYPES],
});
