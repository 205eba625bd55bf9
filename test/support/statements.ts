import { readdirSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import type { KeyedStatement, Statement } from '../../src/database/statement';

/** A statement without its parameter and row types. */
export type AnyStatement = Statement<Record<string, unknown>, object> &
  Partial<Pick<KeyedStatement<Record<string, unknown>, object>, 'keys'>>;

/** Every statement of db/queries by the name of its constant. */
export async function allStatements(): Promise<Map<string, AnyStatement>> {
  const folder = path.join(packageRoot, 'src/database/queries');
  const found = new Map<string, AnyStatement>();
  for (const file of readdirSync(folder)) {
    const module = (await import(path.join(folder, file))) as Record<string, AnyStatement>;
    for (const [name, statement] of Object.entries(module)) found.set(name, statement);
  }
  return found;
}
