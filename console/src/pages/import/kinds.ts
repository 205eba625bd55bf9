import { useLingui } from '@lingui/react/macro';
import type { Operation } from '@bincard/client';
import { KINDS, type Kind } from './search';

export { KINDS, type Kind };

/** The operation whose role may bring them in. */
export const NEEDS: Record<Kind, Operation> = {
  products: 'createProduct',
  stock: 'receiveStock',
  locations: 'createLocation',
  suppliers: 'createSupplier',
  prices: 'setSupplierProduct',
};

/** The fields of each kind, those that every row needs first. */
export const FIELDS: Record<Kind, { required: readonly string[]; more: readonly string[] }> = {
  products: {
    required: ['sku'],
    more: [
      ...['name', 'baseUnit', 'status', 'trackInventory', 'reorderPoint', 'gtin', 'barcode'],
      ...['internalCode', 'supplierCode', 'units', 'kind', 'components'],
    ],
  },
  stock: {
    required: ['sku', 'location', 'quantity'],
    more: ['unit', 'lot', 'expiry', 'cost', 'supplier'],
  },
  locations: { required: ['code'], more: ['name', 'kind', 'active'] },
  suppliers: { required: ['code'], more: ['name', 'leadTimeDays', 'active'] },
  prices: {
    required: ['supplier', 'sku'],
    more: ['supplierCode', 'unit', 'price', 'minimumQuantity'],
  },
};

export function useKinds(): Record<Kind, string> {
  const { t } = useLingui();
  return {
    ...{ products: t`Products`, stock: t`Stock`, locations: t`Places` },
    ...{ suppliers: t`Suppliers`, prices: t`Suppliers' prices` },
  };
}

/** The fields in the reader's words. */
export function useFieldNames(): (field: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    ...{ sku: t`SKU`, name: t`Name`, baseUnit: t`Base unit`, status: t`Status` },
    ...{ trackInventory: t`Stock is kept`, reorderPoint: t`Reorder point`, gtin: t`GTIN (EAN)` },
    ...{ barcode: t`Barcode`, internalCode: t`Internal code`, supplierCode: t`Supplier's code` },
    ...{ units: t`Units`, kind: t`Kind`, components: t`Components`, location: t`Place` },
    ...{ quantity: t`Quantity`, unit: t`Unit`, lot: t`Lot`, expiry: t`Expiry date`, cost: t`Cost` },
    ...{ supplier: t`Supplier`, code: t`Code`, active: t`Active`, price: t`Price` },
    ...{ onHand: t`On hand`, codes: t`Codes` },
    ...{ leadTimeDays: t`Lead time in days`, minimumQuantity: t`Least that is ordered` },
  };
  return (field) => names[field] ?? field;
}

/** What a file holds, by the names of its columns. A person can say otherwise. */
export function kindOf(columns: readonly string[]): Kind {
  const keys = columns.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const has = (...names: string[]) => names.some((name) => keys.includes(name));
  if (has('quantity', 'qty', 'onhand', 'stock', 'variantinventoryqty')) return 'stock';
  const isProduct = has('sku', 'variantsku', 'productcode', 'itemnumber', 'stockcode');
  if (isProduct) return has('supplier', 'vendor') && has('price', 'cost') ? 'prices' : 'products';
  if (has('leadtime', 'leadtimedays', 'deliverydays', 'suppliernumber')) return 'suppliers';
  return has('kind', 'locationname', 'location') ? 'locations' : 'products';
}
