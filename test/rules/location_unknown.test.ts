import {
  adjustmentSql,
  NOBODY,
  receiptSql,
  reservationSql,
  saleSql,
  transferSql,
  writeOffSql,
} from './statements';
import { sourceSql } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('location_unknown', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{}], { location: NOBODY }) },
    { by: 'a receipt', sql: (s) => receiptSql(s, [{}], { location: NOBODY }) },
    { by: 'an adjustment', sql: (s) => adjustmentSql(s, { location: NOBODY }) },
    { by: 'a transfer from', sql: (s) => transferSql(s, [{}], { from: NOBODY }) },
    { by: 'a transfer to', sql: (s) => transferSql(s, [{}], { to: NOBODY }) },
    {
      by: 'a stock count',
      sql: (s) =>
        `insert into inventory.stock_counts (tenant_id, id, location_id) values ('${s.tenant}', inventory.uuid_v7(), '${NOBODY}')`,
    },
    { by: 'a reservation', sql: (s) => reservationSql(s, { location: NOBODY }) },
    { by: 'an expiry write-off', sql: (s) => writeOffSql(s, NOBODY) },
    { by: 'a sync source', sql: (s) => sourceSql(s, { location: NOBODY }) },
    {
      by: 'a dry run of an expiry write-off',
      sql: (s) =>
        `select inventory.write_off_expired('${s.identity}', '{"locationId": "${NOBODY}"}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: NOBODY, lines: [{ productId: s.product, quantity: 1 }] },
    }),
    details: () => ({ field: 'input.locationId' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
