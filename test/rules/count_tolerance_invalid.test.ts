import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

const planSql = (s: TestShop, percent: number) =>
  `insert into inventory.count_plans as n (tenant_id, class, every_days, tolerance_percent) values ('${s.tenant}', 'C', 30, ${percent})
   on conflict (tenant_id, class) do update set tolerance_percent = excluded.tolerance_percent;`;

ruleSuite('count_tolerance_invalid', {
  accepted: (s) => planSql(s, 0) + planSql(s, 100),
  attacks: [
    { by: 'less than none', sql: (s) => planSql(s, -1) },
    { by: 'more than all', sql: (s) => planSql(s, 101) },
    { by: 'UPDATE', sql: () => `update inventory.count_plans set tolerance_percent = 101` },
  ],
  graphql: {
    query: `mutation { setCountPlan(class: B, tolerancePercent: 101) { class } }`,
    variables: () => ({}),
    details: () => ({ field: 'tolerancePercent' }),
  },
});
