import { actorSql, countEntrySql, tallySql } from './count-statements';
import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

// In the blind count of the shop `tester` has submitted 40 of a batch of which 80 are on the books.
const OTHER = '01900000-0000-7000-8000-0000000000c2';
const NEXT = '01900000-0000-7000-8000-0000000000c3';
const entry = (s: TestShop, quantity: number) =>
  countEntrySql(s, s.blindCount, s.otherBatch, quantity);
const tally = (s: TestShop) => tallySql(s, s.blindCount, s.otherBatch);

ruleSuite('count_repeated', {
  accepted: (s) =>
    `${actorSql('other')} ${entry(s, 30)} ${tally(s)} ${actorSql('tester')} ${entry(s, 20)} ${tally(s)}`,
  attacks: [
    { by: 'another figure of the same person', sql: (s) => entry(s, 80) },
    {
      by: 'a figure that is added',
      sql: (
        s,
      ) => `insert into inventory.stock_count_entries (tenant_id, stock_count_id, batch_id, mode, quantity)
        values ('${s.tenant}', '${s.blindCount}', '${s.otherBatch}', 'ADD', 10);`,
    },
    {
      by: 'a figure beside one of another batch',
      sql: (s) => `${countEntrySql(s, s.blindCount, s.batch, 1)} ${entry(s, 80)}`,
    },
    {
      by: 'a figure while somebody else has begun to count it',
      sql: (s) => `${actorSql('other')} ${entry(s, 80)} ${actorSql('tester')} ${entry(s, 80)}`,
    },
    {
      by: 'a figure in another count',
      sql: (
        s,
      ) => `insert into inventory.stock_counts (tenant_id, id, location_id, product_ids, blind)
          values ('${s.tenant}', '${OTHER}', '${s.location}', array['${s.otherProduct}'::uuid], true);
        ${countEntrySql(s, OTHER, s.otherBatch, 80)}`,
    },
    {
      by: 'recording',
      sql: (s) =>
        `select inventory.record_count('${s.identity}', '{"stockCountId": "${s.blindCount}", "lines": [{"batchId": "${s.otherBatch}", "countedQuantity": 80}]}')`,
    },
    {
      by: 'a posting by itself of what one person alone changes a second time',
      sql: (s) => {
        const found = (id: string, quantity: number) =>
          `insert into inventory.stock_counts (tenant_id, id, location_id, product_ids, blind)
             values ('${s.tenant}', '${id}', '${s.location}', '{}', true);
           ${countEntrySql(s, id, s.untouchedBatch, quantity)} ${tallySql(s, id, s.untouchedBatch)}`;
        return `insert into inventory.count_plans (tenant_id, class, every_days, tolerance_percent)
            values ('${s.tenant}', 'A', 9, 9), ('${s.tenant}', 'B', 9, 9), ('${s.tenant}', 'C', 9, 9)
            on conflict (tenant_id, class) do update set tolerance_percent = 9;
          ${found(OTHER, 49)} ${found(NEXT, 48)}
          update inventory.stock_counts set status = 'POSTED', automatic = true, post_reason = 'x' where id = '${NEXT}';`;
      },
      as: ['owner'],
    },
    {
      by: 'a second tally of what was entered before the first',
      sql: (s) =>
        `alter table inventory.stock_count_entries disable trigger _300_count_repeated; ${entry(s, 80)}
         alter table inventory.stock_count_entries enable always trigger _300_count_repeated; ${tally(s)}`,
      as: ['owner'],
    },
  ],
  graphql: {
    query: `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }`,
    variables: (s) => ({
      id: s.blindCount,
      lines: [{ batchId: s.otherBatch, countedQuantity: 80 }],
    }),
    details: (s) => ({ field: 'lines[0].batchId', batchId: s.otherBatch }),
  },
});
