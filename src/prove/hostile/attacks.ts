import { listSql, readSql } from '../../database/sql-files';

const FOLDER = 'src/prove/hostile';
const SESSIONS = ['late-lines', 'temporary-tables', 'direct-updates'] as const;

/** A write that must be refused. */
export interface Attack {
  /** The session that tries it: `late lines`, for example. */
  readonly session: string;
  /** What it is, in a few words. */
  readonly name: string;
  /** The rules that may refuse it; `privilege` where a role may lack the right. */
  readonly refusedBy: readonly string[];
  /** What is written before it in the same transaction, and is allowed. */
  readonly preparation: string;
  /** One statement, or those that a temporary table needs. */
  readonly statement: string;
  /** Whether it needs the right to make temporary tables. */
  readonly isTemporary: boolean;
}

/** The attacks of each hostile session: a file each, in a folder per session. */
export function readAttacks(): Attack[][] {
  return SESSIONS.map((folder) =>
    listSql(`${FOLDER}/${folder}`).map((file) => readAttack(folder, file)),
  );
}

// What the attack is, what refuses it, and the files that prepare it.
const HEAD = /^-- (.+)\.\n-- Refused by: (.+)\n(?:-- Prepared by: (.+)\n)?/;

function readAttack(folder: string, file: string): Attack {
  const text = readSql(file);
  const [, name, refusedBy, preparations] = HEAD.exec(text) ?? [];
  if (!name || !refusedBy) throw new Error(`${file} does not begin as an attack does`);
  const isTemporary = folder === 'temporary-tables';
  return {
    session: folder.replace('-', ' '),
    name,
    refusedBy: refusedBy.split(', '),
    preparation: (preparations?.split(', ') ?? [])
      .map((each) => readSql(`${FOLDER}/preparations/${each}.sql`))
      .join(''),
    statement: isTemporary
      ? readSql(`${FOLDER}/temporary-table.sql`).replace(':statement', () => text)
      : text,
    isTemporary,
  };
}
