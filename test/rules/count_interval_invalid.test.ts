import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

const planSql = (s: TestShop, days: number) =>
  `insert into inventory.count_plans as n (tenant_id, class, every_days) values ('${s.tenant}', 'C', ${days})
   on conflict (tenant_id, class) do update set every_days = excluded.every_days;`;

ruleSuite('count_interval_invalid', {
  accepted: (s) => planSql(s, 1) + planSql(s, 3660),
  attacks: [
    { by: 'less than a day', sql: (s) => planSql(s, 0) },
    { by: 'more than ten years', sql: (s) => planSql(s, 3661) },
    { by: 'upsert', sql: (s) => planSql(s, 30) + planSql(s, -1) },
    { by: 'UPDATE', sql: () => `update inventory.count_plans set every_days = 3661` },
  ],
  graphql: {
    query: `mutation { setCountPlan(class: B, everyDays: 0) { class } }`,
    variables: () => ({}),
    details: () => ({ field: 'everyDays' }),
  },
});
