import {
  importChangeSql,
  importEndSql,
  importedRowSql,
  importProblemSql,
  importSql,
  shownImportSql,
  withImport,
} from './import-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('import_run_unknown', {
  accepted: (s) =>
    withImport(
      s,
      (run) =>
        importProblemSql(s, run) +
        importedRowSql(s, run) +
        importChangeSql(s, run) +
        importEndSql(s, run),
    ) + shownImportSql(s),
  attacks: [
    { by: 'an end of no import', sql: (s) => importEndSql(s, UNKNOWN_ID) },
    { by: 'a problem of no import', sql: (s) => importProblemSql(s, UNKNOWN_ID) },
    { by: 'a row of no import', sql: (s) => importedRowSql(s, UNKNOWN_ID) },
    { by: 'a change of no import', sql: (s) => importChangeSql(s, UNKNOWN_ID) },
    { by: 'no dry run', sql: (s) => importSql(s, { dryRun: UNKNOWN_ID }) },
    { by: 'a live run as the dry one', sql: (s) => shownImportSql(s, {}, { isDry: false }) },
    { by: 'a dry run of a dry run', sql: (s) => shownImportSql(s, { isDry: true }) },
    { by: 'the dry run of another kind', sql: (s) => shownImportSql(s, { kind: 'PRODUCTS' }) },
    { by: 'the dry run of another file', sql: (s) => shownImportSql(s, { hash: 'other' }) },
    { by: 'the dry run of another reading', sql: (s) => shownImportSql(s, { reading: 'other' }) },
    {
      by: 'a dry run without an end',
      sql: (s) => shownImportSql(s, {}, { isDry: true }, () => ''),
    },
    {
      by: 'a dry run that failed',
      sql: (s) =>
        shownImportSql(s, {}, { isDry: true }, (run) => importEndSql(s, run, 0, 'INTERRUPTED')),
    },
    {
      by: 'a problem by its entry point',
      sql: (s) =>
        `select inventory.record_import_problems('${s.identity}', '{"runId": "${UNKNOWN_ID}", "problems": [{"row": 2, "code": "VALUE_MISSING", "message": "x"}]}')`,
    },
  ],
  noGraphql: 'the API ends what it began',
});
