import { importEndSql, importedRowSql, importProblemSql, withImport } from './import-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('import_run_unknown', {
  accepted: (s) =>
    withImport(
      s,
      (run) => importProblemSql(s, run) + importedRowSql(s, run) + importEndSql(s, run),
    ),
  attacks: [
    { by: 'an end of no import', sql: (s) => importEndSql(s, UNKNOWN_ID) },
    { by: 'a problem of no import', sql: (s) => importProblemSql(s, UNKNOWN_ID) },
    { by: 'a row of no import', sql: (s) => importedRowSql(s, UNKNOWN_ID) },
    {
      by: 'a problem by its entry point',
      sql: (s) =>
        `select inventory.record_import_problems('${s.identity}', '{"runId": "${UNKNOWN_ID}", "problems": [{"row": 2, "code": "VALUE_MISSING", "message": "x"}]}')`,
    },
  ],
  noGraphql: 'the API ends what it began',
});
