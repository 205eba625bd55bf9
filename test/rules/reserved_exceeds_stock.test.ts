import { asReplica, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('reserved_exceeds_stock', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    {
      by: 'more than there is, as a replica',
      sql: () => asReplica(`update inventory.stock_levels set reserved = on_hand + 1`),
      as: ['super'],
    },
    {
      by: 'less than none, as a replica',
      sql: () => asReplica(`update inventory.stock_levels set reserved = -1`),
      as: ['super'],
    },
  ],
  noGraphql: 'reservations are not built yet',
  bearing: { attack: 0, as: 'super' },
});
