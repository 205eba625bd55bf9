import { EntityReads } from '../database/entity-reads';
import { ENTITIES } from '../entities';
import { Adjustment } from '../entities/adjustment.entity';
import { Assembly } from '../entities/assembly.entity';
import { Batch, Receipt } from '../entities/batch.entity';
import { ExpiryWriteOffDocument } from '../entities/expiry-write-off.entity';
import { Location } from '../entities/location.entity';
import { Lot } from '../entities/lot.entity';
import { Movement } from '../entities/movement.entity';
import { Product, ProductCode, ProductUnit } from '../entities/product.entity';
import { PurchaseOrder, PurchaseOrderLine } from '../entities/purchase-order.entity';
import { Reservation, ReservationUse } from '../entities/reservation.entity';
import { Refund, RefundLine, Sale, SaleLine } from '../entities/sale.entity';
import { CountEntry } from '../entities/count-entry.entity';
import { StockCount, StockCountLine } from '../entities/stock-count.entity';
import { StockPolicy } from '../entities/stock-policy.entity';
import { Supplier, SupplierProduct } from '../entities/supplier.entity';
import { Transfer, TransferLine } from '../entities/transfer.entity';
import { TransferArrival } from '../entities/transfer-arrival.entity';
import { TransferClosing } from '../entities/transfer-closing.entity';

/** Reads of one table or view by key. TypeORM generates their SQL from the entities. */
export const reads = new EntityReads(ENTITIES);

export const adjustmentsById = reads.byKeys(Adjustment, 'id');
export const assembliesById = reads.byKeys(Assembly, 'id');
export const batchesById = reads.byKeys(Batch, 'id');
export const batchesByReceipt = reads.byKeys(Batch, 'receiptId', { lineNumber: 'ASC' });
export const batchesByLot = reads.byKeys(Batch, 'lotId', { id: 'ASC' });
export const countEntriesByLine = reads.byKeys(CountEntry, 'lineId', { version: 'ASC' });
export const expiryWriteOffsById = reads.byKeys(ExpiryWriteOffDocument, 'id');
export const locations = reads.all(Location, 'code');
export const locationsById = reads.byKeys(Location, 'id');
export const lotsById = reads.byKeys(Lot, 'id');
export const movementsByDocument = reads.byKeys(Movement, 'documentId', { id: 'ASC' });
export const movementsById = reads.byKeys(Movement, 'id');
export const codesByProduct = reads.byKeys(ProductCode, 'productId', { id: 'ASC' });
export const productsById = reads.byKeys(Product, 'id');
export const purchaseOrderLinesById = reads.byKeys(PurchaseOrderLine, 'id');
export const purchaseOrderLinesByOrder = reads.byKeys(PurchaseOrderLine, 'purchaseOrderId', {
  lineNumber: 'ASC',
});
export const purchaseOrdersById = reads.byKeys(PurchaseOrder, 'id');
export const receiptsById = reads.byKeys(Receipt, 'id');
export const receiptsByOrder = reads.byKeys(Receipt, 'purchaseOrderId', { id: 'ASC' });
export const refundLinesByRefund = reads.byKeys(RefundLine, 'refundId', {
  lineNumber: 'ASC',
  id: 'ASC',
});
export const refundsById = reads.byKeys(Refund, 'id');
export const refundsBySale = reads.byKeys(Refund, 'saleId', { id: 'ASC' });
export const reservationsById = reads.byKeys(Reservation, 'id');
export const reservationUsesByReservation = reads.byKeys(ReservationUse, 'reservationId', {
  saleLineId: 'ASC',
});
export const saleLinesBySale = reads.byKeys(SaleLine, 'saleId', { lineNumber: 'ASC' });
export const salesById = reads.byKeys(Sale, 'id');
export const stockCountLinesByCount = reads.byKeys(StockCountLine, 'stockCountId', { id: 'ASC' });
export const stockCountsById = reads.byKeys(StockCount, 'id');
export const stockPoliciesByProduct = reads.byKeys(StockPolicy, 'productId', {
  locationId: 'ASC',
});
export const supplierProductsById = reads.byKeys(SupplierProduct, 'id');
export const supplierProductsByProduct = reads.byKeys(SupplierProduct, 'productId', { id: 'ASC' });
export const suppliers = reads.all(Supplier, 'code');
export const suppliersById = reads.byKeys(Supplier, 'id');
export const transferLinesByTransfer = reads.byKeys(TransferLine, 'transferId', {
  lineNumber: 'ASC',
});
export const transferArrivalsByTransfer = reads.byKeys(TransferArrival, 'transferId', {
  id: 'ASC',
});
export const transferClosingsByTransfer = reads.byKeys(TransferClosing, 'transferId', {
  id: 'ASC',
});
export const transfersById = reads.byKeys(Transfer, 'id');
export const unitsByProduct = reads.byKeys(ProductUnit, 'productId', {
  factor: 'DESC',
  code: 'ASC',
});
