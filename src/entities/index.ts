import { Adjustment } from './adjustment.entity';
import { Assembly } from './assembly.entity';
import { AuditEntry } from './audit-entry.entity';
import { Batch, Receipt } from './batch.entity';
import { ExpiryWriteOffDocument } from './expiry-write-off.entity';
import { Location } from './location.entity';
import { Lot } from './lot.entity';
import { Movement } from './movement.entity';
import { Product, ProductCode, ProductUnit } from './product.entity';
import { PurchaseOrder, PurchaseOrderLine } from './purchase-order.entity';
import { Reservation, ReservationUse } from './reservation.entity';
import { Refund, RefundLine, Sale, SaleLine } from './sale.entity';
import { CountEntry } from './count-entry.entity';
import { StockCount, StockCountLine } from './stock-count.entity';
import { Supplier, SupplierProduct } from './supplier.entity';
import { StockLevel } from './stock-level.entity';
import { StockPolicy } from './stock-policy.entity';
import { Transfer, TransferLine } from './transfer.entity';
import { TransferArrival } from './transfer-arrival.entity';
import { TransferClosing } from './transfer-closing.entity';

/** Every entity: TypeORM reads by these, and a test holds them against the live catalog. */
export const ENTITIES = [
  ...[
    Adjustment,
    Assembly,
    AuditEntry,
    Batch,
    CountEntry,
    ExpiryWriteOffDocument,
    Location,
    Lot,
    Movement,
  ],
  ...[
    Product,
    ProductCode,
    ProductUnit,
    PurchaseOrder,
    PurchaseOrderLine,
    Receipt,
    Refund,
    RefundLine,
    Reservation,
    ReservationUse,
    Sale,
  ],
  ...[SaleLine, StockCount, StockCountLine, StockLevel, StockPolicy, Supplier, SupplierProduct],
  ...[Transfer, TransferArrival, TransferClosing, TransferLine],
];
