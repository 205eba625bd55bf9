import { given, type ImportKind } from './kind';

const FIELDS: Readonly<Record<string, string>> = {
  ...{ productId: 'sku', locationId: 'location', amount: 'quantity' },
  ...{ quantity_not_positive: 'quantity', quantity_too_large: 'quantity', cost_negative: 'cost' },
  ...{ batchNumber: 'lot', lotNumber: 'lot', expiryDate: 'expiry', unitCost: 'cost' },
};

export const STOCK: ImportKind = {
  ...{ kind: 'STOCK', name: 'stock', attributes: false },
  fields: [
    {
      ...{ name: 'sku', reads: 'code', required: true },
      columns: [
        ['sku', 'variantsku', 'productsku'],
        ['stockcode', 'productcode', 'itemcode', 'itemnumber', 'itemno', 'articlenumber'],
        ['gtin', 'ean', 'ean13', 'upc'],
        ['barcode', 'variantbarcode'],
      ],
    },
    {
      ...{ name: 'location', reads: 'code', required: true },
      columns: [
        ['location', 'locationcode'],
        ['warehouse', 'warehousecode'],
        ['binlocation', 'bin'],
      ],
    },
    {
      ...{ name: 'quantity', reads: 'quantity', required: true },
      columns: [
        ['quantity', 'qty'],
        ['onhand', 'quantityonhand', 'stockonhand'],
        ['stock', 'stockquantity', 'variantinventoryqty', 'inventoryquantity'],
      ],
    },
    { name: 'unit', reads: 'code', columns: [['unit', 'uom', 'unitofmeasure']] },
    {
      ...{ name: 'lot', reads: 'code' },
      columns: [
        ['lot', 'lotnumber', 'lotno'],
        ['batch', 'batchnumber', 'batchno'],
      ],
    },
    {
      ...{ name: 'expiry', reads: 'day' },
      columns: [['expiry', 'expirydate', 'expirationdate', 'expires', 'bestbefore', 'useby']],
    },
    {
      // Not "price": it may be what the goods are sold for.
      ...{ name: 'cost', reads: 'cost' },
      columns: [['cost', 'unitcost', 'costprice', 'costperitem', 'purchaseprice']],
    },
    { name: 'supplier', reads: 'text', columns: [['supplier', 'suppliername']] },
  ],
  input: ({ quantity, lot, expiry, cost, ...values }) => {
    const isWhole = /^-?\d+$/.test(quantity as string);
    return given({
      ...values,
      ...(isWhole ? { quantity: Number(quantity) } : { amount: quantity }),
      ...{ batchNumber: lot, expiryDate: expiry, unitCost: cost },
    });
  },
  instead: {
    ...{ sku: {}, location: {}, quantity: { quantity: '1' } },
    unit: { quantity: '1' }, // it may be a fraction of that unit
    expiry: { lot: undefined }, // another row may give the lot its date
  },
  fieldOf: ({ rule, field = rule }) => FIELDS[field] ?? field,
};
