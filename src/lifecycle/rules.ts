import { listSql, readSql } from '../database/sql-files';
import path from 'node:path';

/** A rule, read from the database's catalog. */
export interface Rule {
  readonly name: string;
  readonly code: string;
  readonly statement: string;
  readonly enforcedBy: string[];
  readonly enabled: boolean;
  /** How many different sentences the comments of its guards have: 1, or registry.test.ts fails. */
  readonly sentences: number;
}

/** Anything that runs a statement: a pool, a client, a snapshot's adapter. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** Every rule of a live database, by name. */
export async function readRules(database: Queryable): Promise<Rule[]> {
  return (await database.query(readSql('db/queries/integrity-rules.sql'))).rows as Rule[];
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
