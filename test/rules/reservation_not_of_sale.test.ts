import type { TestShop } from '../support/shop';
import { UNKNOWN_ID, reservationSql, saleSql } from './statements';
import { asLedger, asReplica } from './writers';
import { ruleSuite } from './suite';

const BRIEF = '01900000-0000-7000-8000-000000000001';

/** A sale that names reservations. */
const sale = (
  s: TestShop,
  reservations: string[],
  product = s.otherProduct,
  location = s.location,
  quantity = 20,
) => saleSql(s, [{ product, quantity }], { location, reservations });

ruleSuite('reservation_not_of_sale', {
  // 80 are there and 20 of them reserved: all of them only for whoever brings the reservation.
  accepted: (s) => sale(s, [s.reservation], s.otherProduct, s.location, 80),
  attacks: [
    { by: 'one that is not there', sql: (s) => sale(s, [UNKNOWN_ID]) },
    { by: 'one that was released', sql: (s) => sale(s, [s.releasedReservation]) },
    {
      by: 'one that another sale committed',
      sql: (s) => `${sale(s, [s.reservation])} ${sale(s, [s.reservation])}`,
    },
    {
      by: 'a product that was not reserved',
      sql: (s) => sale(s, [s.reservation], s.product, s.location, 1),
    },
    {
      by: 'another place',
      sql: (s) => sale(s, [s.reservation], s.otherProduct, s.otherLocation, 1),
    },
    {
      by: 'a dead one among live ones',
      sql: (s) => sale(s, [s.reservation, s.releasedReservation]),
    },
    {
      by: 'a use that no line made',
      sql: (s) =>
        `insert into inventory.reservation_uses (tenant_id, reservation_id, sale_line_id, sale_id, quantity)
         values ('${s.tenant}', '${s.reservation}', '${s.line}', '${s.sale}', 1)`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'more used than it has, as a replica',
      sql: () =>
        asReplica(
          asLedger(
            `update inventory.reservations set committed_quantity = base_quantity + 1, status = 'ACTIVE'`,
          ),
        ),
      as: ['super'],
    },
    {
      by: 'used up and still ACTIVE, as a replica',
      sql: () =>
        asReplica(
          asLedger(
            `update inventory.reservations set committed_quantity = base_quantity, status = 'ACTIVE'`,
          ),
        ),
      as: ['super'],
    },
    {
      by: 'one whose time has come, swept or not',
      sql: (s) =>
        `${reservationSql(s, { id: BRIEF, product: s.otherProduct, expires: `clock_timestamp() + interval '50 ms'` })}
         select pg_sleep(0.06); ${sale(s, [BRIEF])}`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ locationId: s.location, reservationIds: [s.releasedReservation] },
        lines: [{ productId: s.otherProduct, quantity: 6 }],
      },
    }),
    details: () => ({ field: 'input.reservationIds[0]', status: 'RELEASED' }),
  },
  race: true,
});
