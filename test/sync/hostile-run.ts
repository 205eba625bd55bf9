import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { SyncError } from '../../src/sync/errors';
import type { SyncSource } from '../../src/sync/source';
import { SourceProcess, type SourceLimits } from '../../src/sync/source-process';
import { makeHostileFile } from './hostile-file';
import { Random } from './random';

const SECRET = 'a key of another tenant';

/** The results of reading the files, and the defects found. */
export interface FuzzResult {
  /** The number of files by failure code; `read` if all of the file was read. */
  readonly ends: Record<string, number>;
  /** Errors that are not a SyncError, and files outside the tenant's folder that were read or changed. */
  readonly defects: string[];
}

/** Generated files. They are made before they are read, so that the time of making them is not measured. */
export interface Fuzz {
  /** Reads and writes each file in turn, in a process of its own. */
  run(limits: SourceLimits, onFile?: (done: number) => void): Promise<FuzzResult>;
  remove(): void;
}

/** Generates files, each from its own seed, and a file of another tenant, which must not be read or changed. */
export function prepareFuzz(files: number, seed: number): Fuzz {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-fuzz-'));
  for (const name of ['shop', 'other']) mkdirSync(path.join(folder, name));
  const db = new DatabaseSync(path.join(folder, 'other', 't.db'));
  db.exec(`create table t (k text, status text); insert into t values ('${SECRET}', 'In-stock')`);
  db.close();
  const before = digest(path.join(folder, 'other'));
  const made = Array.from({ length: files }, (_, at) => {
    const random = new Random(seed + at);
    const name = `${at}.db`;
    const { schema, damage } = makeHostileFile(path.join(folder, 'shop', name), random);
    return { name, random, label: `seed ${seed + at} (${schema}, ${damage})` };
  });
  return {
    run: async (limits, onFile) => {
      const ends: Record<string, number> = {};
      const defects: string[] = [];
      for (const [at, { name, random, label }] of made.entries()) {
        const { end, answers } = await exercise(folder, name, random, limits);
        const code = end instanceof SyncError ? end.failure : end === null ? 'read' : 'defect';
        ends[code] = (ends[code] ?? 0) + 1;
        if (code === 'defect') defects.push(`${label}: ${String(end)}`);
        if (answers.includes(SECRET)) defects.push(`${label}: read outside of its folder`);
        if (digest(path.join(folder, 'other')) !== before) defects.push(`${label}: wrote outside`);
        onFile?.(at + 1);
      }
      return { ends, defects };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Sends all requests of a run, a check and a list; returns the first error, and all results as JSON. */
async function exercise(
  folder: string,
  name: string,
  random: Random,
  limits: SourceLimits,
): Promise<{ end: unknown; answers: string }> {
  const source = {
    ...{ tenantCode: 'shop', path: name, tableName: 't', keyColumn: 'k', statusColumn: 'status' },
    ...{ inStockValues: ['In-stock'], soldValues: ['Sold'], quantityColumn: null },
    ...{ lastDateColumn: null, mappings: null, timeZone: 'UTC' },
    allowComputed: random.below(2) === 0,
  } as unknown as SyncSource;
  const file = new SourceProcess(limits);
  const answers: unknown[] = [];
  const keep = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    answers.push(await answer);
    return answer;
  };
  try {
    const mode = random.below(2) === 0 ? 'rw' : 'ro';
    await keep(file.request('open', { folder, source, mode }));
    await keep(file.request('describe'));
    if (random.below(2) === 0) await keep(file.request('countRows'));
    await keep(file.request('startImport', { keys: null }));
    const keys: string[] = [];
    for (let pages = 0; pages < 5; pages++) {
      const page = await keep(file.request('nextPage'));
      if (!page) break;
      const rows = page.rows.map((_, index) => index);
      await keep(file.request('mapRows', { page: page.page, rows }));
      await file.request('releasePage', { page: page.page });
      for (const row of page.rows) if (row.key !== null) keys.push(row.key);
    }
    await keep(file.request('existingKeys', { keys: keys.slice(0, 500) }));
    await keep(file.request('products', { search: 'k', after: null, limit: 100, without: [] }));
    if (mode === 'rw') {
      const rows = keys.slice(0, 100).map((key) => ({
        ...{ key, was: 'IN_STOCK' as const, due: 'SOLD' as const, seen: 'In-stock', intake: 1 },
        ...{ seenInStock: true, status: 'Sold', pendingStatus: null, pendingDate: null },
        ...{ sku: key, hash: '' },
      }));
      await keep(file.request('exportRows', { rows, date: '2026-01-01', scratch: null }));
    }
    return { end: null, answers: JSON.stringify(answers) };
  } catch (error) {
    return { end: error, answers: JSON.stringify(answers) };
  } finally {
    await file.stop();
  }
}

function digest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort())
    hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}
