import { given, TRUTH, type ImportKind, type Values } from './kind';
import { STOCK } from './stock';

export const SUPPLIERS: ImportKind = {
  ...{ kind: 'SUPPLIERS', name: 'suppliers', attributes: false },
  fields: [
    {
      ...{ name: 'code', reads: 'code', required: true },
      columns: [['code', 'suppliercode'], ['suppliernumber', 'supplierno'], ['supplier']],
    },
    { name: 'name', reads: 'text', columns: [['name', 'suppliername']] },
    {
      ...{ name: 'leadTimeDays', reads: 'count' },
      columns: [['leadtimedays', 'leadtime', 'deliverydays']],
    },
    { name: 'active', reads: TRUTH, columns: [['active']] },
  ],
  input: (values) => given({ ...values }),
  instead: {},
  fieldOf: ({ rule, field }) => (rule === 'lead_time_invalid' ? 'leadTimeDays' : field),
};

const PRICE_FIELDS: Readonly<Record<string, string>> = {
  ...{ code: 'supplierCode', code_taken: 'supplierCode', productId: 'sku' },
  ...{ cost_negative: 'price', quantity_not_positive: 'minimumQuantity' },
  quantity_too_large: 'minimumQuantity',
};

/** What suppliers sell: their codes for products, and their prices. */
export const PRICES: ImportKind = {
  ...{ kind: 'PRICES', name: 'prices', attributes: false },
  fields: [
    {
      ...{ name: 'supplier', reads: 'code', required: true },
      columns: [['supplier', 'suppliernumber', 'supplierno', 'vendor']],
    },
    STOCK.fields.find(({ name }) => name === 'sku')!,
    {
      ...{ name: 'supplierCode', reads: 'code' },
      columns: [['suppliercode', 'suppliersku', 'supplieritemcode', 'vendorsku', 'ordercode']],
    },
    { name: 'unit', reads: 'code', columns: [['unit', 'uom', 'unitofmeasure', 'orderunit']] },
    {
      // Of suppliers alone a price is what goods cost.
      ...{ name: 'price', reads: 'cost' },
      columns: [['price', 'unitprice', 'purchaseprice', 'cost', 'unitcost', 'costprice']],
    },
    {
      ...{ name: 'minimumQuantity', reads: 'count' },
      columns: [['minimumquantity', 'minimumorder', 'moq', 'minquantity']],
    },
  ],
  input: ({ supplierCode, ...values }: Values) => given({ ...values, code: supplierCode }),
  instead: { supplier: {}, sku: {} },
  fieldOf: ({ rule, field = rule }) => PRICE_FIELDS[field] ?? field,
};
