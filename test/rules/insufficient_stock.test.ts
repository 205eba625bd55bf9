import { asReplica, movementSql, saleSql, throughTrigger } from './statements';
import { ruleSuite } from './suite';

ruleSuite('insufficient_stock', {
  accepted: (s) => saleSql(s, [{ quantity: 147 }]),
  attacks: [
    { by: 'INSERT', sql: (s) => saleSql(s, [{ quantity: 148 }]) },
    {
      by: 'lines that are too much together',
      sql: (s) => saleSql(s, [{ quantity: 100 }, { quantity: 48 }]),
    },
    { by: 'packs', sql: (s) => saleSql(s, [{ quantity: 25, unit: 'pack' }]) },
    { by: 'a place without stock', sql: (s) => saleSql(s, [{}], { location: s.otherLocation }) },
    {
      by: 'a trigger that takes too much',
      sql: (s) => throughTrigger(movementSql(s, { quantity: -51 })),
      as: ['owner'],
    },
    {
      by: 'UPDATE of a batch as a replica',
      sql: () => asReplica(`update inventory.batch_stock set quantity = -1`),
      as: ['super'],
    },
    {
      by: 'UPDATE of a level as a replica',
      sql: () => asReplica(`update inventory.stock_levels set on_hand = -1, reserved = 0`),
      as: ['super'],
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: s.location, lines: [{ productId: s.product, quantity: 148 }] },
    }),
    details: () => ({ field: 'input.lines[0].quantity', requested: 148, available: 147 }),
  },
  bearing: { attack: 0, as: 'owner' },
  race: true,
});
