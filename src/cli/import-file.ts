import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { ImportError, type Problem } from '../imports/errors';
import type { ImportKind } from '../imports/kinds/kind';
import { planImport, type ImportPlan, type ReadingOptions } from '../imports/plan';
import { RefusedFile } from '../imports/refused-file';
import { runImport, type FinishedImport } from '../imports/run';
import { spool, spoolFile, type SpooledFile } from '../imports/spooled-file';
import type { RunOptions } from '../imports/work';
import { CommandError } from './command-error';
import { REFUSED } from './failure';
import { withProgress } from './terminal/progress';

/** So many problems are printed; the run has all of them. */
const MOST_PRINTED = 1_000;

export interface ImportOutcome extends FinishedImport {
  readonly kind: string;
  readonly live: boolean;
  /** Whether one refused row keeps all of them out. */
  readonly allOrNothing: boolean;
  readonly file: string;
  /** How the file was read. */
  readonly read: {
    readonly encoding: string;
    readonly separator: string | null;
    readonly decimal: string;
    readonly days: string;
    readonly columns: Readonly<Record<string, string>>;
    readonly unused: readonly string[];
  };
  readonly problems: readonly Problem[];
}

interface Source {
  readonly pool: Pool;
  readonly identity: Identity;
  readonly kind: ImportKind;
  readonly file: string;
}

interface Options extends ReadingOptions, Pick<RunOptions, 'more' | 'passOver' | 'dryRunId'> {
  readonly refused?: string;
  readonly allOrNothing?: boolean;
  readonly live?: boolean;
}

/** Checks a file, or brings it in, once `agree` to its number of rows has returned. Throws CommandError. */
export async function importFile(
  source: Source,
  options: Options,
  agree: (rows: number) => Promise<void> = () => Promise.resolve(),
): Promise<ImportOutcome> {
  const { kind } = source;
  // Before anything comes in.
  if (options.refused !== undefined && existsSync(options.refused)) {
    throw new CommandError(`${options.refused} is there already; name a new file`);
  }
  try {
    const file = await spooled(source.file);
    try {
      const plan = await planImport(file, kind, options);
      await agree(plan.rows);
      return await run(source, options, file, plan);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof ImportError ? new CommandError(error.message) : error;
  }
}

async function spooled(path: string): Promise<SpooledFile> {
  if (path === '-') return spool(process.stdin, 'standard input');
  try {
    return await spoolFile(path, basename(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new CommandError(`There is no file ${path}`);
    throw code ? new CommandError(`${path} cannot be read (${REFUSED[code] ?? code})`) : error;
  }
}

async function run(
  { pool, identity, kind, file: path }: Source,
  options: Options,
  file: SpooledFile,
  plan: ImportPlan,
): Promise<ImportOutcome> {
  const live = options.live ?? false;
  const refused = options.refused ? new RefusedFile(options.refused, plan.table) : undefined;
  const problems: Problem[] = [];
  try {
    const finished = await withProgress(plan.rows, 'rows', (onProgress) =>
      runImport(pool, identity, file, plan, {
        ...{ live, allOrNothing: options.allOrNothing ?? false, onProgress },
        ...{ more: options.more, passOver: options.passOver, dryRunId: options.dryRunId },
        onRefused: async (row, found) => {
          problems.push(...found.slice(0, MOST_PRINTED - problems.length));
          await refused?.write(row, found);
        },
      }),
    );
    const allOrNothing = options.allOrNothing ?? false;
    return {
      ...{ ...finished, kind: kind.name, live, allOrNothing, file: path, read: readOf(plan) },
      problems,
    };
  } finally {
    await refused?.close();
  }
}

function readOf({ table, mapping, forms }: ImportPlan): ImportOutcome['read'] {
  return {
    ...{ encoding: table.encoding, separator: table.separator, decimal: forms.decimal },
    days: typeof forms.days === 'object' ? forms.days.format : forms.days,
    columns: Object.fromEntries(mapping.fields.map(({ field, column }) => [field.name, column])),
    unused: mapping.unused,
  };
}
