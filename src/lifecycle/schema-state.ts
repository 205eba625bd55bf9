import { createHash } from 'node:crypto';
import { MIGRATIONS } from '../../db/migrations';
import { readSql } from '../database/sql-files';
import { applyOrder } from './apply-order';
import type { Queryable } from './rules';
import { isNewer, VERSION } from './version';

/** A file of db/order.txt as it was applied to a database. */
export interface AppliedFile {
  readonly path: string;
  readonly hash: string;
  /** The version that applied it; null: before versions were kept. */
  readonly by: string | null;
}

/** What was applied to a database, as its own tables record it. */
export interface Applied {
  readonly migrations: string[];
  readonly files: AppliedFile[];
}

/** The SHA-256 of a file's text, as `inventory.applied_files` records it. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What was applied, read in one snapshot; throws where there is no schema. */
export async function readApplied(database: Queryable): Promise<Applied> {
  const { rows } = await database.query(
    `select coalesce((select jsonb_agg(name) from inventory.schema_migrations), '[]') as migrations,
       coalesce((select jsonb_agg(jsonb_build_object('path', path, 'hash', content_hash, 'by', applied_by))
         from inventory.applied_files), '[]') as files`,
  );
  return rows[0] as Applied;
}

// Read once: readiness is checked every few seconds.
let own: ReadonlyMap<string, string> | undefined;

/** The files of this version by their path, in the order in which they are applied, with their hashes. */
export function ownFiles(): ReadonlyMap<string, string> {
  return (own ??= new Map(applyOrder().map((file) => [file, contentHash(readSql(file))])));
}

/** The names of this version's migrations. */
const ownMigrations: readonly string[] = MIGRATIONS.map(({ name }) => name);

/** Why this version must not touch a database, and which one may; undefined where no later version migrated it. */
export function whyNewer({ migrations, files }: Applied): string | undefined {
  const unknown = migrations.find((name) => !ownMigrations.includes(name));
  // A file with the same content in both versions does no harm, whichever applied it.
  const later = files
    .filter(({ path, hash }) => ownFiles().get(path) !== hash)
    .flatMap(({ by }) => (by !== null && isNewer(by, VERSION) ? [by] : []))
    .reduce((newest, by) => (isNewer(by, newest) ? by : newest), VERSION);
  if (later !== VERSION) {
    return `This database was migrated by Bincard ${later}, and this is ${VERSION}: install version ${later} or newer`;
  }
  if (unknown === undefined) return undefined;
  return `This database was migrated by a newer Bincard than this (${VERSION}), which does not know its migration ${unknown}: install the version that made it`;
}

/** Whether everything of this version is applied. Files that it no longer has do no harm. */
export function isCurrent({ migrations, files }: Applied): boolean {
  const applied = new Map(files.map(({ path, hash }) => [path, hash]));
  return (
    ownMigrations.every((name) => migrations.includes(name)) &&
    [...ownFiles()].every(([path, hash]) => applied.get(path) === hash)
  );
}
