import { VERSION } from './version';
import { DatabaseUnusable } from './wait';

/**
 * A column, table, function or type is not there, or a view or function has another form: the tables were made by another
 * state of the baseline, which changes until the first release.
 */
const OF_OTHER_TABLES = new Set(['42703', '42P01', '42883', '42704', '42P16', '42P13']);

/** Why a file of db/order.txt could not be applied; with the way out where the tables are not those that it is for. */
export function notApplied(file: string, error: unknown): Error {
  const { code = '', message } = error as { code?: string; message: string };
  if (!OF_OTHER_TABLES.has(code)) return new Error(`${file}: ${message}`, { cause: error });
  return new DatabaseUnusable(
    `${file} cannot be applied: ${message}. The tables of this database are not those of Bincard ${VERSION}. One that was made before the first release is not upgraded: delete the data folder (.data), or make the database anew`,
    { cause: error },
  );
}
