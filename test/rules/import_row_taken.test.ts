import { randomUUID } from 'node:crypto';
import {
  importChangeSql,
  importEndSql,
  importedRowSql,
  importSql,
  withImport,
} from './import-statements';
import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

const row = (s: TestShop, run: string, number: number, occurrence: number | null) =>
  importedRowSql(s, run, { number, key: 'aa', occurrence });

ruleSuite('import_row_taken', {
  // The second of two equal rows, and one that an earlier file had brought in.
  accepted: (s) =>
    withImport(s, (run) => row(s, run, 2, 1) + row(s, run, 3, 2)) +
    withImport(s, (run) => row(s, run, 2, null) + row(s, run, 3, null) + row(s, run, 4, 3)),
  attacks: [
    {
      by: 'the row of another file',
      sql: (s) =>
        withImport(s, (run) => row(s, run, 2, 1)) + withImport(s, (run) => row(s, run, 2, 1)),
    },
    {
      by: 'the row of a file with other values',
      sql: (s) =>
        ['aa', 'bb']
          .map((key) => (run: string) => importedRowSql(s, run, { file: 'F', key, occurrence: 1 }))
          .map((sql) => withImport(s, sql))
          .join(' '),
    },
    {
      by: 'a row that is said to be of a voided receipt',
      as: ['app'],
      appRefusedBy: 'privilege',
      sql: (s) =>
        withImport(
          s,
          (run) =>
            `${row(s, run, 2, 1)} update inventory.imported_rows set voided_at = now(); ${row(s, run, 3, 1)}`,
        ),
    },
    {
      by: 'a row that was brought in as its dry run showed it',
      sql: (s) => {
        const dryRun = randomUUID();
        const live = () => {
          const id = randomUUID();
          return importSql(s, { id, dryRun }) + importChangeSql(s, id, dryRun);
        };
        const dry = importSql(s, { id: dryRun, isDry: true }) + importEndSql(s, dryRun);
        return dry + live() + live();
      },
    },
    {
      by: 'the row of another place of the file',
      sql: (s) => withImport(s, (run) => row(s, run, 2, 1) + row(s, run, 3, 1)),
    },
  ],
  noGraphql: 'an import looks for a row before it brings it in, one at a time in a tenant',
});
