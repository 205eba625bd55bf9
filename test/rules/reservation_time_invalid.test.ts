import { extendSql, reservationSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('reservation_time_invalid', {
  accepted: (s) => reservationSql(s, { expires: `now() + interval '366 days'` }),
  attacks: [
    { by: 'one that is over', sql: (s) => reservationSql(s, { expires: 'now()' }) },
    {
      by: 'one that never ends',
      sql: (s) => reservationSql(s, { expires: `now() + interval '367 days'` }),
    },
    {
      by: 'an extension to an earlier end',
      sql: (s) => extendSql(s.reservation, `now() + interval '1 second'`),
    },
    {
      by: 'an extension that never ends',
      sql: (s) => extendSql(s.reservation, `now() + interval '367 days'`),
    },
  ],
  graphql: {
    query: `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ productId: s.otherProduct, locationId: s.location },
        ...{ quantity: 1, expiresInSeconds: 367 * 86400 },
      },
    }),
    details: () => ({ field: 'input.expiresInSeconds' }),
  },
  bearing: { attack: 1, as: 'owner' },
});
