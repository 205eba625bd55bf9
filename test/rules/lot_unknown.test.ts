import { batchLotSql, saleSql, UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('lot_unknown', {
  accepted: (s) => saleSql(s, [{ lot: s.lot }]),
  attacks: [
    { by: 'a sale line', sql: (s) => saleSql(s, [{ lot: UNKNOWN_ID }]) },
    { by: "a sale line of another product's lot", sql: (s) => saleSql(s, [{ lot: s.otherLot }]) },
    {
      by: 'a batch of a lot that is not there',
      sql: (s) => batchLotSql(s, s.batch).replace(/\(select b\.lot_id[^)]*\)/, `'${UNKNOWN_ID}'`),
    },
    {
      by: "a batch of another product's lot",
      sql: (s) => batchLotSql(s, s.otherBatch),
    },
    {
      by: 'a hold',
      sql: (s) =>
        `select inventory.hold_lot('${s.identity}', '{"id": "${UNKNOWN_ID}", "hold": "RECALLED", "reason": "x"}')`,
    },
    {
      by: 'a correction of the expiry date',
      sql: (s) =>
        `select inventory.correct_lot_expiry('${s.identity}', '{"lotId": "${UNKNOWN_ID}", "reason": "x"}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [
          { productId: s.product, quantity: 1 },
          { productId: s.product, quantity: 1, lotId: s.otherLot },
        ],
      },
    }),
    details: (s) => ({ field: 'input.lines[1].lotId', lotId: s.otherLot }),
  },
  bearing: { attack: 0, as: 'owner' },
});
