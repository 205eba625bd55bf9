import {
  adjustmentSql,
  UNKNOWN_ID,
  receiptSql,
  reservationSql,
  saleSql,
  writeOffSql,
} from './statements';
import { transferSql } from './transfer-statements';
import { sourceSql } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('location_unknown', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{}], { location: UNKNOWN_ID }) },
    { by: 'a receipt', sql: (s) => receiptSql(s, [{}], { location: UNKNOWN_ID }) },
    { by: 'an adjustment', sql: (s) => adjustmentSql(s, { location: UNKNOWN_ID }) },
    { by: 'a transfer from', sql: (s) => transferSql(s, [{}], { from: UNKNOWN_ID }) },
    { by: 'a transfer to', sql: (s) => transferSql(s, [{}], { to: UNKNOWN_ID }) },
    {
      by: 'a stock count',
      sql: (s) =>
        `insert into inventory.stock_counts (tenant_id, id, location_id) values ('${s.tenant}', inventory.uuid_v7(), '${UNKNOWN_ID}')`,
    },
    { by: 'a reservation', sql: (s) => reservationSql(s, { location: UNKNOWN_ID }) },
    { by: 'an expiry write-off', sql: (s) => writeOffSql(s, UNKNOWN_ID) },
    { by: 'a sync source', sql: (s) => sourceSql(s, { location: UNKNOWN_ID }) },
    {
      by: 'a dry run of an expiry write-off',
      sql: (s) =>
        `select inventory.write_off_expired('${s.identity}', '{"locationId": "${UNKNOWN_ID}"}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: UNKNOWN_ID, lines: [{ productId: s.product, quantity: 1 }] },
    }),
    details: () => ({ field: 'input.locationId' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
