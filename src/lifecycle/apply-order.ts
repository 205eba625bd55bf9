import { listSql, readSql } from '../database/sql-files';

/** The list of what is applied after the migrations, in order. */
export const ORDER_FILE = 'db/order.txt';

/**
 * The files that an order names, as paths from the package root. A line is a file, or a folder: those of its files that
 * no line names, by name. Empty lines and lines that begin with # say nothing.
 */
export function inOrder(order: string, list = listSql): string[] {
  const lines = order.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const named = new Set(lines);
  return lines.flatMap((line) =>
    line.endsWith('.sql') ? [line] : list(line).filter((file) => !named.has(file)),
  );
}

/** The files of this version that are applied after the migrations, in the order of db/order.txt. */
export const applyOrder = (): string[] => inOrder(readSql(ORDER_FILE));
