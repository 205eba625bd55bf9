import { adjustmentSql, receiptSql, reservationSql, saleSql } from './statements';
import { transferSql } from './transfer-statements';
import { soldSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('unit_unknown', {
  accepted: (s) => saleSql(s, [{ unit: 'pack' }]),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{ unit: 'crate' }]) },
    { by: 'a receipt', sql: (s) => receiptSql(s, [{ unit: 'crate' }]) },
    { by: 'an adjustment', sql: (s) => adjustmentSql(s, { unit: 'crate' }) },
    { by: 'a transfer', sql: (s) => transferSql(s, [{ unit: 'crate' }]) },
    { by: "a transfer in another product's unit", sql: (s) => transferSql(s, [{ unit: 'sack' }]) },
    { by: 'what a supplier sells', sql: (s) => soldSql(s, { unit: 'crate' }) },
    { by: 'a reservation', sql: (s) => reservationSql(s, { unit: 'crate' }) },
    {
      by: 'recorded figures',
      sql: (s) =>
        `select inventory.record_count('${s.identity}', '{"stockCountId": "${s.openCount}", "lines": [{"batchId": "${s.batch}", "countedQuantity": 1, "unit": "crate"}]}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.product, quantity: 1, unit: 'crate' }],
      },
    }),
    details: () => ({ field: 'input.lines[0].unit', unit: 'crate' }),
  },
  bearing: { attack: 1, as: 'owner' },
});
