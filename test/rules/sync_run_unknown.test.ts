import { UNKNOWN_ID } from './statements';
import {
  endSql,
  runRowSql,
  runSql,
  shownRunSql,
  syncChangeSql,
  withRun,
  withSource,
} from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('sync_run_unknown', {
  accepted: (s) =>
    withRun(s, (run) => runRowSql(s, run) + syncChangeSql(s, run) + endSql(s, run)) +
    shownRunSql(s, { dryRun: true }),
  attacks: [
    { by: 'an end of no run', sql: (s) => endSql(s, UNKNOWN_ID) },
    { by: 'a row of no run', sql: (s) => runRowSql(s, UNKNOWN_ID) },
    { by: 'a change of no run', sql: (s) => syncChangeSql(s, UNKNOWN_ID) },
    {
      by: 'no dry run',
      sql: (s) => withSource(s, (source) => runSql(s, source, { shown: UNKNOWN_ID })),
    },
    { by: 'a live run as the dry one', sql: (s) => shownRunSql(s, { dryRun: false }) },
    {
      by: 'a dry run of a dry run',
      sql: (s) => shownRunSql(s, { dryRun: true }, { dryRun: true }),
    },
    {
      by: 'the dry run of another direction',
      sql: (s) => shownRunSql(s, { dryRun: true }, { direction: 'EXPORT' }),
    },
    {
      by: 'a dry run without an end',
      sql: (s) => shownRunSql(s, { dryRun: true }, {}, () => ''),
    },
    {
      by: 'a dry run that failed',
      sql: (s) =>
        shownRunSql(s, { dryRun: true }, {}, (run) => endSql(s, run, 0, 'SYNC_FILE_BUSY')),
    },
    {
      by: 'an end by its entry point',
      sql: (s) =>
        `select inventory.end_sync_run('${s.identity}', '{"runId": "${UNKNOWN_ID}", "seen": 0, "created": 0, "updated": 0, "exported": 0, "skipped": 0, "conflicts": 0, "errors": 0}')`,
    },
  ],
  noGraphql: 'the API ends what it began',
});
