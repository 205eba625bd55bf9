import { CREATE_SOURCE, sourceInput, sourceSql, withSource } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('sync_interval_invalid', {
  accepted: (s) => sourceSql(s, { interval: 1 }) + sourceSql(s, { interval: 10_080 }),
  attacks: [
    { by: 'none at all', sql: (s) => sourceSql(s, { interval: 0 }) },
    { by: 'less than none', sql: (s) => sourceSql(s, { interval: -1 }) },
    { by: 'more than a week', sql: (s) => sourceSql(s, { interval: 10_081 }) },
    {
      by: 'UPDATE',
      sql: (s) => withSource(s, () => `update inventory.sync_sources set interval_minutes = 0`),
    },
  ],
  graphql: {
    query: CREATE_SOURCE,
    variables: (s) => sourceInput(s, { intervalMinutes: 10_081 }),
    details: () => ({ field: 'input.intervalMinutes' }),
  },
});
