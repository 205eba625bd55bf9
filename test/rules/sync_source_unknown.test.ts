import { NOBODY } from './statements';
import { mappingSql, runSql, withSource } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('sync_source_unknown', {
  accepted: (s) =>
    withSource(s, (source) => runSql(s, source) + mappingSql(s, { source, key: 'R-1' })),
  attacks: [
    { by: 'a run of no source', sql: (s) => runSql(s, NOBODY) },
    { by: 'a key of no source', sql: (s) => mappingSql(s, { source: NOBODY }) },
    {
      by: 'a run by its entry point',
      sql: (s) =>
        `select inventory.begin_sync_run('${s.identity}', '{"sourceId": "${NOBODY}", "direction": "IMPORT", "dryRun": true, "trigger": "MANUAL"}')`,
    },
    {
      by: 'an edit of no source',
      sql: (s) => `select inventory.update_sync_source('${s.identity}', '{"id": "${NOBODY}"}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }`,
    variables: () => ({ input: { id: NOBODY, enabled: false } }),
    details: () => ({ field: 'input.id' }),
  },
});
