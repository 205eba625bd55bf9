import { Adjustment } from '../entities/adjustment.entity';
import { Assembly } from '../entities/assembly.entity';
import { AuditEntry } from '../entities/audit-entry.entity';
import { Batch, Receipt } from '../entities/batch.entity';
import { ExpiryWriteOffDocument } from '../entities/expiry-write-off.entity';
import { Lot } from '../entities/lot.entity';
import { Movement } from '../entities/movement.entity';
import { Product } from '../entities/product.entity';
import { PurchaseOrder } from '../entities/purchase-order.entity';
import { Reservation } from '../entities/reservation.entity';
import { Refund, Sale } from '../entities/sale.entity';
import { StockCount } from '../entities/stock-count.entity';
import { SupplierProduct } from '../entities/supplier.entity';
import { Transfer } from '../entities/transfer.entity';
import { BatchInStock } from './batch-in-stock';
import { BatchSale } from './batch-trace';
import { BinCardEntry } from './bin-card';
import { connectionOf } from './connections';
import { DailyStock, StockAuditLine } from './day-report';
import { ChannelCorrection, ReconciliationRun } from './reconciliation';
import { UnmetReservation } from './unmet-reservation';

export const ProductConnection = connectionOf('Product', () => Product);
export const BatchConnection = connectionOf('Batch', () => Batch);
export const BatchInStockConnection = connectionOf('BatchInStock', () => BatchInStock);
export const LotConnection = connectionOf('Lot', () => Lot);
export const MovementConnection = connectionOf('Movement', () => Movement);
export const PurchaseOrderConnection = connectionOf('PurchaseOrder', () => PurchaseOrder);
export const ReceiptConnection = connectionOf('Receipt', () => Receipt);
export const SaleConnection = connectionOf('Sale', () => Sale);
export const RefundConnection = connectionOf('Refund', () => Refund);
export const ExpiryWriteOffDocumentConnection = connectionOf(
  'ExpiryWriteOffDocument',
  () => ExpiryWriteOffDocument,
);
export const BinCardEntryConnection = connectionOf('BinCardEntry', () => BinCardEntry);
export const AdjustmentConnection = connectionOf('Adjustment', () => Adjustment);
export const AssemblyConnection = connectionOf('Assembly', () => Assembly);
export const SupplierProductConnection = connectionOf('SupplierProduct', () => SupplierProduct);
export const TransferConnection = connectionOf('Transfer', () => Transfer);
export const StockCountConnection = connectionOf('StockCount', () => StockCount);
export const ReservationConnection = connectionOf('Reservation', () => Reservation);
export const UnmetReservationConnection = connectionOf('UnmetReservation', () => UnmetReservation);
export const BatchSaleConnection = connectionOf('BatchSale', () => BatchSale);
export const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntry);
export const ReconciliationRunConnection = connectionOf(
  'ReconciliationRun',
  () => ReconciliationRun,
);
export const ChannelCorrectionConnection = connectionOf(
  'ChannelCorrection',
  () => ChannelCorrection,
);
export const DailyStockConnection = connectionOf('DailyStock', () => DailyStock);
export const StockAuditConnection = connectionOf('StockAudit', () => StockAuditLine);
