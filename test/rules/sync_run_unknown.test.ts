import { UNKNOWN_ID } from './statements';
import { endSql, runRowSql, withRun } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('sync_run_unknown', {
  accepted: (s) => withRun(s, (run) => runRowSql(s, run) + endSql(s, run)),
  attacks: [
    { by: 'an end of no run', sql: (s) => endSql(s, UNKNOWN_ID) },
    { by: 'a row of no run', sql: (s) => runRowSql(s, UNKNOWN_ID) },
    {
      by: 'an end by its entry point',
      sql: (s) =>
        `select inventory.end_sync_run('${s.identity}', '{"runId": "${UNKNOWN_ID}", "seen": 0, "created": 0, "updated": 0, "exported": 0, "skipped": 0, "conflicts": 0, "errors": 0}')`,
    },
  ],
  noGraphql: 'the API ends what it began',
});
