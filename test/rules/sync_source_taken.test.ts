import { CREATE_SOURCE, sourceInput, sourceRow, sourceSql } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('sync_source_taken', {
  // Two tables of one file are two sources.
  accepted: (s) =>
    sourceSql(s, { name: 'Reels', path: `'hall.db'` }) +
    sourceSql(s, { name: 'Cores', path: `'hall.db'`, table: 'cores' }),
  attacks: [
    {
      by: 'a second source of the name, in another case',
      sql: (s) => sourceSql(s, { name: 'Hall' }) + sourceSql(s, { name: 'hall ' }),
    },
    {
      by: 'a second source of the table',
      sql: (s) => sourceSql(s, { path: `'hall.db'` }) + sourceSql(s, { path: `'hall.db'` }),
    },
    {
      by: 'UPDATE to the name of another',
      sql: (s) => `${sourceSql(s, { name: 'Hall' })} ${sourceSql(s, { name: 'Yard' })}
        update inventory.sync_sources set name = 'Hall' where name = 'Yard'`,
    },
    {
      by: 'UPDATE to the table of another',
      sql: (s) => `${sourceSql(s, { path: `'hall.db'` })} ${sourceSql(s, { path: `'yard.db'` })}
        update inventory.sync_sources set path = 'hall.db' where path = 'yard.db'`,
    },
  ],
  graphql: {
    before: (s) => s.call('create_sync_source', sourceRow(s)),
    query: CREATE_SOURCE,
    variables: (s) => sourceInput(s, { path: 'other.db' }),
    details: () => ({ field: 'input.name' }),
  },
  race: true,
});
