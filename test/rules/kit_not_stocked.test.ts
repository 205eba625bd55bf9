import { createKit, kitSql } from './kit-statements';
import { receiptSql, reservationSql, UNKNOWN_ID } from './statements';
import { transferSql } from './transfer-statements';
import { ruleSuite } from './suite';
import { asLedger } from './writers';

let kit = '';
const KIT = { product: UNKNOWN_ID };

ruleSuite('kit_not_stocked', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    {
      by: 'a receipt',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${receiptSql(s, [KIT])}`,
    },
    {
      by: 'a transfer',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${transferSql(s, [KIT])}`,
    },
    {
      by: 'a reservation',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${reservationSql(s, KIT)}`,
    },
    {
      by: 'a stock level that a wrong function of the ledger writes',
      as: ['super'],
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)}
        ${asLedger(`insert into inventory.stock_levels (tenant_id, product_id, location_id) values ('${s.tenant}', '${UNKNOWN_ID}', '${s.location}')`)}`,
    },
  ],
  graphql: {
    query: `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`,
    before: async (s) => {
      kit = await createKit(s, 'SET');
    },
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: kit, batchNumber: 'K', quantity: 1 }],
      },
    }),
    details: (s) => ({
      ...{ field: 'input.lines[0].productId', sku: 'SET' },
      components: [{ productId: s.product, sku: 'A', quantity: 2 }],
    }),
  },
});
