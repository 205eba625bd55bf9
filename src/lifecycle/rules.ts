import path from 'node:path';
import { integrityRules, type IntegrityRulesRow } from '../database/queries/rules';
import { listSql, readSql } from '../database/sql-files';
import { runStatement, type Queryable } from '../database/statement';

export type { Queryable };

/** A rule, read from the database's catalog. `sentences` says how many its guards have: 1, or registry.test.ts fails. */
export type Rule = IntegrityRulesRow;

/** Every rule of a live database, by name. */
export function readRules(database: Queryable): Promise<Rule[]> {
  return runStatement(database, integrityRules);
}

/** One statement that counts, for the current tenant, the rows that break each rule. */
export function violationsStatement(): string {
  return listSql('db/violations')
    .map((file) => {
      const name = path.basename(file, '.sql');
      return `select '${name}' as name, (${readSql(file)}\n) as violations`;
    })
    .join('\nunion all\n');
}
