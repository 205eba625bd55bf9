import {
  exportPurchaseOrders,
  exportSupplierPrices,
  exportSuppliers,
} from '../database/queries/exports';
import { PurchaseOrderStatus } from '../schema/purchase-enums';
import { of, PERIOD, PLACE, type ExportEntry } from './export-entry';

/** What can be exported of suppliers and orders. */
export const PURCHASING_EXPORTS: readonly ExportEntry[] = [
  {
    name: 'purchase-orders',
    about: 'a line of a purchase order, and what has come in for it',
    role: 'viewer',
    filters: { ...PERIOD, ...PLACE, status: Object.values(PurchaseOrderStatus) },
    source: of(exportPurchaseOrders),
  },
  {
    name: 'suppliers',
    about: 'a supplier with its lead time',
    role: 'viewer',
    filters: {},
    source: of(exportSuppliers),
  },
  {
    name: 'supplier-prices',
    about: 'what a supplier sells of a product, and at which price',
    role: 'viewer',
    filters: { productId: 'product' },
    source: of(exportSupplierPrices),
  },
];
