import { importEndSql, importSql, withImport } from './import-statements';
import { ruleSuite } from './suite';

const RUN = '01900000-0000-7000-8000-00000000000c';
const unlessThere = (insert: string) => insert.replace(/;$/, ' on conflict do nothing;');

ruleSuite('import_run_ended', {
  accepted: (s) => withImport(s, (run) => importEndSql(s, run)),
  attacks: [
    {
      by: 'a second end',
      sql: (s) => withImport(s, (run) => importEndSql(s, run) + importEndSql(s, run, 1)),
    },
    {
      by: 'two ends in one statement',
      sql: (s) =>
        withImport(
          s,
          (run) =>
            `insert into inventory.import_run_ends (tenant_id, run_id) values ('${s.tenant}', '${run}'), ('${s.tenant}', '${run}')`,
        ),
    },
    {
      by: 'a second end by its entry point',
      sql: (s) =>
        withImport(
          s,
          (run) => `${importEndSql(s, run)}
            select inventory.end_import('${s.identity}', '{"runId": "${run}", "rows": 0, "created": 0, "updated": 0, "unchanged": 0, "refused": 0}');`,
        ),
    },
  ],
  noGraphql: 'the API ends what it began, once',
  races: {
    'the end of one import': (s) => unlessThere(importSql(s, { id: RUN })) + importEndSql(s, RUN),
  },
});
