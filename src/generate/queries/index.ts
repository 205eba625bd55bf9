import path from 'node:path';
import type { Pool } from 'pg';
import { listSql } from '../../database/sql-files';
import { readColumns } from './catalog';
import { describe, type DescribedStatement } from './describe';
import { printDocumentFunctions, readDocumentFunctions } from './document-functions';
import { parseQueries } from './parse';
import { printModule } from './print';

/** Every statement of db/queries with its types from the live catalog, by file. */
export async function describeQueries(pool: Pool): Promise<Map<string, DescribedStatement[]>> {
  const described = new Map<string, DescribedStatement[]>();
  const names = new Set<string>();
  const session = await pool.connect();
  try {
    const catalog = await readColumns(session);
    for (const file of listSql('db/queries')) {
      const statements: DescribedStatement[] = [];
      for (const statement of parseQueries(file)) {
        if (names.has(statement.name)) throw new Error(`There are two queries ${statement.name}`);
        names.add(statement.name);
        statements.push(await describe(session, catalog, statement));
      }
      described.set(file, statements);
    }
    return described;
  } finally {
    session.release();
  }
}

/** The folder of the generated modules; it holds nothing else. */
export const QUERIES_FOLDER = 'src/database/queries';

/** The generated modules and their texts. */
export async function printQueries(pool: Pool): Promise<[file: string, text: string][]> {
  const described = await describeQueries(pool);
  const documents = await readDocumentFunctions(pool);
  const twice = [...described.values()].flat().find(({ name }) => documents.includes(name));
  if (twice) throw new Error(`${twice.name} is a query and an entry point`);
  return [
    [`${QUERIES_FOLDER}/document-function.ts`, printDocumentFunctions(documents)],
    ...[...described].map(([file, statements]): [string, string] => [
      `${QUERIES_FOLDER}/${path.basename(file, '.sql').replace(/_/g, '-')}.ts`,
      printModule(file, statements),
    ]),
  ];
}
