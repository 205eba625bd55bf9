import { saleSql } from './statements';
import { asReplica } from './writers';
import { ruleSuite } from './suite';

ruleSuite('day_unbalanced', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    {
      by: 'UPDATE as a replica',
      sql: () => asReplica(`update inventory.daily_stock set closing = closing + 1`),
      as: ['super'],
    },
    {
      by: 'UPDATE of the opening as a replica',
      sql: () => asReplica(`update inventory.daily_stock set opening = opening + 1`),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes a day',
  bearing: { attack: 0, as: 'super' },
});
