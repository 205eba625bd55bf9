import { UNKNOWN_ID } from './statements';
import { mappingSql, runSql, withSource } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('sync_source_unknown', {
  accepted: (s) =>
    withSource(s, (source) => runSql(s, source) + mappingSql(s, { source, key: 'R-1' })),
  attacks: [
    { by: 'a run of no source', sql: (s) => runSql(s, UNKNOWN_ID) },
    { by: 'a key of no source', sql: (s) => mappingSql(s, { source: UNKNOWN_ID }) },
    {
      by: 'a run by its entry point',
      sql: (s) =>
        `select inventory.begin_sync_run('${s.identity}', '{"sourceId": "${UNKNOWN_ID}", "direction": "IMPORT", "dryRun": true, "trigger": "MANUAL"}')`,
    },
    {
      by: 'an edit of no source',
      sql: (s) => `select inventory.update_sync_source('${s.identity}', '{"id": "${UNKNOWN_ID}"}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }`,
    variables: () => ({ input: { id: UNKNOWN_ID, enabled: false } }),
    details: () => ({ field: 'input.id' }),
  },
});
