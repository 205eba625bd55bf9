import { costSql } from './cost-statements';
import { asReplica } from './writers';
import { ruleSuite } from './suite';

ruleSuite('cost_not_conserved', {
  accepted: (s) => costSql(s, { batch: s.batch, amount: '10.01' }),
  attacks: [
    {
      // Then nothing spreads it.
      by: 'a cost without shares',
      sql: (s) =>
        asReplica(
          costSql(s, { batch: s.batch, businessDate: s.today })
            .replace(', reason, business_date)', ', reason, business_date, actor)')
            .replace(/\);$/, `, 'x'); set constraints all immediate`),
        ),
      as: ['super'],
    },
  ],
  noGraphql: 'the ledger spreads the whole amount',
  bearing: { attack: 0, as: 'super' },
});
