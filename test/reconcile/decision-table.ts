import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// The tables of docs/reconciliation.md, "What a channel should show". The page is the one source: what it says is tested.

export const GOODS = ['24 available', 'none available', 'not tracked'] as const;
export const STATUSES = ['ACTIVE', 'INACTIVE', 'ARCHIVED'] as const;
export const FIGURES = ['0', '24', '30'] as const;
export const VISIBILITIES = ['unknown', 'visible', 'invisible'] as const;

/** A table with the cells of each row by their column. */
type Table = Record<string, string>[];

/** What a cell says: the kind of a discrepancy, and what its repair does; null for no discrepancy. */
export interface Cell {
  readonly kind: string;
  readonly repair: string;
}

function readTables(): Table[] {
  const page = readFileSync(path.join(packageRoot, 'docs/reconciliation.md'), 'utf8');
  const section = page
    .split('\n## ')
    .find((text) => text.startsWith('What a channel should show'))!;
  return section
    .split(/\n{2,}/)
    .filter((block) => block.startsWith('|'))
    .map((block) => {
      const [head, , ...rows] = block
        .trim()
        .split('\n')
        .map((line) =>
          line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        );
      return rows.map((row) => Object.fromEntries(row.map((cell, index) => [head![index]!, cell])));
    });
}

const [figures, totals, visibilities, commands] = readTables() as [Table, Table, Table, Table];
export { figures, totals, visibilities, commands };

/** The row of a product in a table. */
export function rowOf(table: Table, goods: string, status: string): Record<string, string> {
  const rows = table.filter((row) => row['product'] === goods && row['status'] === status);
  if (rows.length !== 1) throw new Error(`${rows.length} rows of ${goods}, ${status}`);
  return rows[0]!;
}

export function readCell(text: string | undefined): Cell | null {
  if (text === '—') return null;
  const found = /^(CHANNEL_MISMATCH|TOTAL_MISMATCH|NOT_LISTED): (.+)$/.exec(text ?? '');
  if (!found) throw new Error(`A cell says "${text}"`);
  return { kind: found[1]!, repair: found[2]! };
}
