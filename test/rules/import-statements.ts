import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';

// What imports write, as SQL.

/** The start of an import. */
export function importSql(shop: TestShop, given: ImportColumns = {}): string {
  const { id = randomUUID(), kind = 'STOCK', file = 'stock.csv', hash = '', reading = '' } = given;
  const shown = given.dryRun ? `'${given.dryRun}'` : 'null';
  return `insert into inventory.import_runs (tenant_id, id, kind, dry_run, all_or_nothing, file_name, file_hash, reading, dry_run_id)
    values ('${shop.tenant}', '${id}', '${kind}', ${given.isDry ?? false}, false, '${file}', '${hash}', '${reading}', ${shown});`;
}

interface ImportColumns {
  readonly id?: string;
  readonly kind?: string;
  readonly file?: string;
  readonly hash?: string;
  readonly reading?: string;
  readonly isDry?: boolean;
  /** The dry run of which it brings in what was shown. */
  readonly dryRun?: string;
}

/** What a row of an import changes; with a dry run, as that has shown it. */
export function importChangeSql(shop: TestShop, run: string, dryRun?: string): string {
  return `insert into inventory.import_changes (tenant_id, id, run_id, row_number, dry_run_id, outcome, subject, changes, hash)
    values ('${shop.tenant}', inventory.uuid_v7(), '${run}', 2, ${dryRun ? `'${dryRun}'` : 'null'}, 'CREATED', 'A-1', '[]', '');`;
}

/** A dry run that has ended, unless `end` says otherwise, and an import that names it. */
export function shownImportSql(
  shop: TestShop,
  given: Pick<ImportColumns, 'kind' | 'hash' | 'reading' | 'isDry'> = {},
  dry: ImportColumns = { isDry: true },
  end: (run: string) => string = (run) => importEndSql(shop, run),
): string {
  const dryRun = randomUUID();
  return (
    importSql(shop, { ...dry, id: dryRun }) + end(dryRun) + importSql(shop, { ...given, dryRun })
  );
}

/** The end of an import; `refused` is one of its counts. */
export function importEndSql(shop: TestShop, run: string, refused = 0, failure?: string): string {
  return `insert into inventory.import_run_ends (tenant_id, run_id, rows, refused, failure)
    values ('${shop.tenant}', '${run}', ${refused}, ${refused}, ${failure ? `'${failure}'` : 'null'});`;
}

export function importProblemSql(shop: TestShop, run: string, code = 'VALUE_MISSING'): string {
  return `insert into inventory.import_problems (tenant_id, id, run_id, row_number, column_name, code, message)
    values ('${shop.tenant}', inventory.uuid_v7(), '${run}', 2, 'sku', '${code}', 'sku is missing');`;
}

interface RowColumns {
  readonly number?: number;
  /** The hash of the file; each run has its own where it is left out. */
  readonly file?: string;
  /** As hex. */
  readonly key?: string | null;
  readonly occurrence?: number | null;
}

export function importedRowSql(shop: TestShop, run: string, given: RowColumns = {}): string {
  const { number = 2, file = run, key = null, occurrence = null } = given;
  return `insert into inventory.imported_rows (tenant_id, kind, file_hash, row_number, run_id, row_key, occurrence)
    values ('${shop.tenant}', 'STOCK', '${file}', ${number}, '${run}', ${key === null ? 'null' : `'\\x${key}'`}, ${occurrence});`;
}

/** An import, and what is written of it. */
export function withImport(shop: TestShop, more: (run: string) => string): string {
  const id = randomUUID();
  return importSql(shop, { id }) + more(id);
}

/** An import with all that it leaves behind. */
export function importedSql(shop: TestShop): string {
  return withImport(shop, (run) =>
    [importProblemSql, importedRowSql, importChangeSql, importEndSql]
      .map((sql) => sql(shop, run))
      .join(' '),
  );
}
