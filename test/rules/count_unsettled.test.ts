import { actorSql, countEntrySql, tallySql } from './count-statements';
import { stepSql } from './statements';
import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

// In the blind count of the shop `tester` has submitted 40 of a batch of which 80 are on the books.
const post = (s: TestShop) =>
  actorSql('approver') +
  stepSql('stock_counts', s.blindCount, 'POSTED', { post_reason: 'counted' });
const entry = (s: TestShop, quantity: number) =>
  countEntrySql(s, s.blindCount, s.otherBatch, quantity);
const tally = (s: TestShop) => tallySql(s, s.blindCount, s.otherBatch);

ruleSuite('count_unsettled', {
  accepted: (s) => `${actorSql('other')} ${entry(s, 40)} ${tally(s)} ${post(s)}`,
  attacks: [
    { by: 'what one person submitted', sql: post },
    {
      by: 'what two people submitted and do not agree on',
      sql: (s) => `${actorSql('other')} ${entry(s, 41)} ${tally(s)} ${post(s)}`,
    },
    {
      by: 'what a second person found and did not submit',
      sql: (s) => `${actorSql('other')} ${entry(s, 40)} ${post(s)}`,
    },
    {
      by: 'a batch that was recorded beside one that is settled',
      sql: (s) =>
        `${actorSql('other')} ${countEntrySql(s, s.blindCount, s.batch, 1)} ${entry(s, 80)} ${tally(s)} ${post(s)}`,
    },
    {
      by: 'posting',
      sql: (s) =>
        `select inventory.set_stock_count_status('${s.identity}', '{"id": "${s.blindCount}", "status": "POSTED", "reason": "x"}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { postStockCount(id: $id, reason: "counted") { id } }`,
    variables: (s) => ({ id: s.blindCount }),
    details: (s) => ({ stockCountId: s.blindCount, batchIds: [s.otherBatch] }),
  },
});
