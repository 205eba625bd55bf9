import type { Client } from 'pg';
import { readSql } from '../database/sql-files';
import { notApplied } from './other-tables';
import { contentHash, ownFiles, readApplied } from './schema-state';
import { VERSION } from './version';

/** Run before and after the files of db/order.txt: who owns the functions. The second is the last file of the order. */
const BEFORE_FILES = 'db/functions_to_owner.sql';
const AFTER_FILES = 'db/functions_to_ledger.sql';

/** Told of each step that is about to run: a migration as a whole, or a file, as far as the number of files is known. */
export type OnStep = (name: string, done: number, total?: number) => void;

/**
 * Applies the SQL files of db/order.txt in one transaction, from the first whose content is new; all of them after a
 * migration, since they list the columns that it adds.
 */
export async function applyFiles(
  client: Client,
  migrated: boolean,
  onStep: OnStep,
): Promise<{ files: string[]; removed: string[] }> {
  const present = ownFiles();
  const applied = await keepRenamed(client, present);
  const removed = [...applied.keys()].filter((file) => !present.has(file));
  const order = [...present.keys()];
  const first = order.findIndex((file) => applied.get(file) !== present.get(file));
  if (first === -1 && !migrated) return { files: [], removed };
  // And those after it: they call what it creates, and list the columns that a migration adds.
  const due = migrated ? order : order.slice(first);
  await client.query('begin');
  try {
    await asLogin(client, BEFORE_FILES);
    for (const [at, file] of due.entries()) {
      onStep(file, at, due.length);
      await applyFile(client, file);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return { files: due, removed };
}

/** The hash of each applied file by its path; a file that was only renamed is recorded under its new path. */
async function keepRenamed(
  client: Client,
  present: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const { files } = await readApplied(client);
  const applied = new Map(files.map(({ path, hash }) => [path, hash]));
  for (const { path: before, hash } of files.filter(({ path }) => !present.has(path))) {
    const now = [...present.keys()].find(
      (file) => !applied.has(file) && present.get(file) === hash,
    );
    if (now === undefined) continue;
    await client.query('update inventory.applied_files set path = $2 where path = $1', [
      before,
      now,
    ]);
    applied.delete(before);
    applied.set(now, hash);
  }
  return applied;
}

/** Runs a file as the login itself, which may give functions to the ledger's role; the owner may not. */
async function asLogin(client: Client, file: string): Promise<void> {
  await client.query('set local role none');
  await client.query(readSql(file));
  await client.query('set local role bincard_owner');
}

async function applyFile(client: Client, file: string): Promise<void> {
  try {
    if (file === AFTER_FILES) await asLogin(client, file);
    else await client.query(readSql(file));
  } catch (error) {
    throw notApplied(file, error);
  }
  await client.query(
    `insert into inventory.applied_files (path, content_hash, applied_by) values ($1, $2, $3)
     on conflict (path) do update set
       content_hash = excluded.content_hash, applied_by = excluded.applied_by, applied_at = now()`,
    [file, contentHash(readSql(file)), VERSION],
  );
}
