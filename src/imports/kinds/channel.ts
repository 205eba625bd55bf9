import { given, TRUTH, type ImportKind } from './kind';
import { STOCK } from './stock';

const columnsOf = (name: string) => STOCK.fields.find((field) => field.name === name)!.columns;

/** The stock that a sales channel reports. Its run is given the channel. */
export const CHANNEL: ImportKind = {
  ...{ kind: 'CHANNEL', name: 'channel', attributes: false },
  fields: [
    { ...{ name: 'sku', reads: 'code', required: true }, columns: columnsOf('sku') },
    { ...{ name: 'location', reads: 'code' }, columns: columnsOf('location') },
    { ...{ name: 'quantity', reads: 'count', required: true }, columns: columnsOf('quantity') },
    { name: 'total', reads: 'count', columns: [['total', 'totalquantity']] },
    { name: 'visible', reads: TRUTH, columns: [['visible', 'published', 'listed']] },
  ],
  input: ({ location, ...values }) => given({ ...values, locationCode: location }),
  instead: { sku: {}, quantity: { quantity: 0 } },
  fieldOf: ({ field }) => {
    const name = field?.replace(/^stock\[\d+\]\./, '');
    return name === 'locationCode' ? 'location' : name;
  },
};
