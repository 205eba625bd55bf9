import { CATALOG_FILE, parseCatalog, readCatalog, serverMajor } from './catalog';
import { reportingFaults } from '../database/queries/reporting';
import { runStatement } from '../database/statement';
import { readRules, type Queryable } from './rules';
import { ownFiles, readApplied, whyNewer } from './schema-state';
import { readSql } from '../database/sql-files';

/** An object of a live database, or of what surrounds it, that differs from this version's. */
export interface Finding {
  readonly object: string;
  readonly problem: string;
}

// Each major version prints these differently: their expressions are printed from a parsed query.
const PRINTED_BACK = /^view |^function [^]*\nBEGIN ATOMIC\n/;

// Event triggers are there where a superuser migrated: all of them or none.
const GUARD = /^event trigger bincard_|^schema guard /;

/** Compares a live database with this version's files and catalog; no findings mean that it is unchanged. */
export async function examine(database: Queryable): Promise<Finding[]> {
  const { entries, major } = parseCatalog(readSql(CATALOG_FILE));
  const sameMajor = (await serverMajor(database)) === major;
  const live = await readCatalog(database);
  return [
    ...compareCatalogs(entries, live, sameMajor),
    ...(await readOff(database)),
    ...(live.has('table reporting_logins') ? await readLogins(database) : []),
    ...(await staleFiles(database)),
  ];
}

/** What differs between what is to be there and what is. */
export function compareCatalogs(
  entries: ReadonlyMap<string, string>,
  live: ReadonlyMap<string, string>,
  sameMajor: boolean,
): Finding[] {
  const findings: Finding[] = [];
  const guarded = [...live.keys()].some((object) => GUARD.test(object));
  for (const [object, definition] of entries) {
    if (!guarded && GUARD.test(object)) continue;
    const found = live.get(object);
    if (found === undefined) findings.push({ object, problem: 'missing' });
    else if (!same(object, found, definition, sameMajor)) {
      findings.push({ object, problem: problemOf(found) });
    }
  }
  for (const [object, definition] of live) {
    if (!entries.has(object)) findings.push({ object, problem: whyUnexpected(object, definition) });
  }
  return findings;
}

/** What to do about an object that this version does not have. */
function whyUnexpected(object: string, definition: string): string {
  // A login that may take a role of Bincard, and what it can do beside that.
  const what = object.startsWith('member ') ? `has ${definition}` : 'not expected';
  return `${what}: ${object.startsWith('member ') ? 'take it away' : 'remove it'}, or allow it (--allow)`;
}

/** The rules that do not hold, because a guard of theirs is off. */
export async function readOff(database: Queryable): Promise<Finding[]> {
  return (await readRules(database))
    .filter(({ enabled }) => !enabled)
    .map(({ name }) => ({ object: `rule ${name}`, problem: 'not in force' }));
}

/** The logins for reports that have lost a right, or have another one. */
async function readLogins(database: Queryable): Promise<Finding[]> {
  const faults = await runStatement(database, reportingFaults);
  return faults.map(({ login, problem }) => ({ object: `reporting login ${login}`, problem }));
}

/** Equal; on another major version than the catalog's, equal but for qualified names and spaces. */
function same(object: string, found: string, definition: string, sameMajor: boolean): boolean {
  if (found === definition) return true;
  if (sameMajor || !PRINTED_BACK.test(`${object}\n${definition}`)) return false;
  const plain = (text: string) => text.replace(/\b\w+\./g, '').replace(/\s+/g, ' ');
  return plain(found) === plain(definition);
}

function problemOf(definition: string): string {
  if (/^DISABLED$/m.test(definition)) return 'disabled';
  if (definition.includes('(not validated)')) return 'not validated';
  return 'changed';
}

/** The files of this version that are not applied. */
export async function staleFiles(database: Queryable): Promise<Finding[]> {
  const applied = await readApplied(database);
  const newer = whyNewer(applied);
  if (newer !== undefined) return [{ object: 'schema inventory', problem: newer }];
  const hashes = new Map(applied.files.map(({ path, hash }) => [path, hash]));
  return [...ownFiles()]
    .filter(([file, hash]) => hashes.get(file) !== hash)
    .map(([file]) => ({ object: `file ${file}`, problem: 'not applied: run bincard migrate' }));
}
