import { findKind } from '../../src/imports/kinds';
import type { Problem } from '../../src/imports/errors';
import { planImport, type ReadingOptions } from '../../src/imports/plan';
import type { RunOptions } from '../../src/imports/work';
import { runImport } from '../../src/imports/run';
import type { TestDatabase } from '../support/database';
import { fileOf } from './files';

/** Brings a text in as a file; the counts, and the problems as `row column CODE`. */
export async function bringIn(
  { pools }: Pick<TestDatabase, 'pools'>,
  tenantId: string,
  kind: string,
  text: string | Buffer,
  { role = 'admin', ...options }: Partial<RunOptions> & ReadingOptions & { role?: string } = {},
) {
  const file = await fileOf(text, 'file.csv');
  const found: Problem[] = [];
  try {
    const plan = await planImport(file, findKind(kind)!, options);
    const identity = { tenantId, actor: 'importer', role: role as 'admin' };
    const run = await runImport(pools.app, identity, file, plan, {
      ...{
        live: true,
        allOrNothing: false,
        onRefused: (_, problems) => void found.push(...problems),
      },
      ...options,
    });
    const { id, failure, rows, created, updated, unchanged, refused, rolledBack } = run;
    // What is the same in most tests is left out.
    const back = rolledBack > 0 ? { rolledBack } : {};
    const counts = { rows, created, updated, unchanged, refused, ...back };
    return {
      id,
      failure,
      counts,
      problems: found.map((one) => `${one.row} ${one.column} ${one.code}`),
      found,
    };
  } finally {
    await file.close();
  }
}
