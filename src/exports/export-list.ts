import {
  exportAuditLog,
  exportBatches,
  exportBinCard,
  exportLevels,
  exportMovements,
  exportProducts,
  exportReceipts,
  exportSales,
  exportStock,
} from '../database/queries/exports';
import { stockAudit, type StockAuditRow } from '../database/queries/stock-audit';
import {
  BatchStatus,
  MovementKind,
  ProductStatus,
  SaleStatus,
  StockAuditGroup,
} from '../schema/enums';
import { withLiterals, type Source } from './copy-sql';
import { of, PERIOD, PLACE, type ExportEntry } from './export-entry';
import type { FilterValues } from './filters';
import { ASSEMBLY_EXPORTS } from './assembly-exports';
import { COUNTING_EXPORTS } from './counting-exports';
import { PURCHASING_EXPORTS } from './purchasing-exports';
import { WORTH_EXPORTS } from './worth-exports';

export type { ExportEntry };

// Its statement is the API's, whose columns have the names of the schema.
const AUDIT_COLUMNS: Record<string, keyof StockAuditRow> = {
  ...{ sku: 'sku', location: 'locationCode', business_date: 'businessDate', opening: 'opening' },
  ...{ purchases: 'purchases', sales: 'sales', refunds: 'refunds', adjustments: 'adjustments' },
  ...{ transfers_in: 'transfersIn', transfers_out: 'transfersOut', expired: 'expired' },
  ...{ net_change: 'netChange', closing: 'closing' },
};

function auditLines(values: FilterValues): Source {
  const { from, to, ...rest } = values as Record<string, string>;
  const lines = withLiterals(stockAudit, {
    ...{ from: from!, to: to!, locationId: null, productId: null },
    ...{ groupBy: StockAuditGroup.PRODUCT, ...rest, after: null, limit: null },
  });
  const renamed = Object.entries(AUDIT_COLUMNS);
  return {
    query: `select ${renamed.map(([name, as]) => `a."${as}" as ${name}`).join(', ')} from (${lines}) a`,
    columns: Object.fromEntries(renamed.map(([name, as]) => [name, stockAudit.columns[as]!])),
  };
}

/** What can be exported. docs/reports.md has its table from here. */
export const EXPORTS: readonly ExportEntry[] = [
  {
    name: 'products',
    about: 'a product with its stock over all locations',
    role: 'viewer',
    filters: { productId: 'product', status: Object.values(ProductStatus) },
    source: of(exportProducts),
  },
  {
    name: 'batches',
    about: 'a batch with its cost and what became of it; `from` and `to` are of its receipt',
    role: 'viewer',
    filters: { ...PLACE, batchId: 'batch', status: Object.values(BatchStatus), ...PERIOD },
    source: of(exportBatches),
  },
  {
    name: 'levels',
    about: 'the stock level of a product at a location',
    role: 'viewer',
    filters: PLACE,
    source: of(exportLevels),
  },
  {
    name: 'stock',
    about: 'what is left of a batch at a location, with its cost and expiry date',
    role: 'viewer',
    filters: { ...PLACE, batchId: 'batch' },
    source: of(exportStock),
  },
  {
    name: 'receipts',
    about: 'a line of a receipt with its cost',
    role: 'viewer',
    filters: { ...PERIOD, ...PLACE, batchId: 'batch' },
    source: of(exportReceipts),
  },
  ...PURCHASING_EXPORTS,
  ...ASSEMBLY_EXPORTS,
  ...COUNTING_EXPORTS,
  {
    name: 'sales',
    about: 'a line of a sale',
    role: 'viewer',
    filters: { ...PERIOD, ...PLACE, saleId: 'sale', status: Object.values(SaleStatus) },
    source: of(exportSales),
  },
  {
    name: 'movements',
    ofMovements: true,
    about: 'a movement with the cost of its batch',
    role: 'viewer',
    filters: {
      ...PERIOD,
      ...PLACE,
      ...{ batchId: 'batch', documentId: 'document', kind: Object.values(MovementKind) },
    },
    source: of(exportMovements),
  },
  {
    name: 'bin-card',
    ofMovements: true,
    about: 'a movement of a product with the balance after it',
    role: 'viewer',
    filters: { ...PLACE, ...PERIOD },
    required: ['productId'],
    source: of(exportBinCard),
  },
  {
    name: 'stock-audit',
    about: 'opening, changes by kind and closing of a period',
    role: 'viewer',
    filters: { ...PERIOD, ...PLACE, groupBy: Object.values(StockAuditGroup) },
    required: ['from', 'to'],
    source: auditLines,
  },
  ...WORTH_EXPORTS,
  {
    name: 'audit-log',
    about: 'a change of a record, with the row before and after',
    role: 'manager',
    filters: {
      ...PERIOD,
      entity: 'text',
      entityId: 'text',
      action: ['INSERT', 'UPDATE', 'DELETE'],
    },
    source: of(exportAuditLog),
  },
];
