import { endSql, runSql, sourceSql, withRun } from './sync-statements';
import { ruleSuite } from './suite';

const SOURCE = '01900000-0000-7000-8000-00000000000a';
const RUN = '01900000-0000-7000-8000-00000000000b';
const unlessThere = (insert: string) => insert.replace(/;$/, ' on conflict do nothing;');

ruleSuite('sync_run_ended', {
  accepted: (s) => withRun(s, (run) => endSql(s, run)),
  attacks: [
    { by: 'a second end', sql: (s) => withRun(s, (run) => endSql(s, run) + endSql(s, run, 1)) },
    {
      by: 'two ends in one statement',
      sql: (s) =>
        withRun(
          s,
          (run) =>
            `insert into inventory.sync_run_ends (tenant_id, run_id) values ('${s.tenant}', '${run}'), ('${s.tenant}', '${run}')`,
        ),
    },
  ],
  noGraphql: 'the API ends what it began, once',
  races: {
    'the end of one run': (s) =>
      unlessThere(sourceSql(s, { id: SOURCE })) +
      unlessThere(runSql(s, SOURCE, { id: RUN })) +
      endSql(s, RUN),
  },
});
