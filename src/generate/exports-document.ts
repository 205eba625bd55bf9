import type { Pool } from 'pg';
import { exportColumns, type ExportColumnsRow } from '../database/queries/exports';
import { runStatement } from '../database/statement';
import { EXPORTS, type ExportEntry } from '../exports/export-list';

/** The table of exports in docs/reports.md, from the list that serves them. */
export function printExports(): string {
  return [
    '| export | a row is | filters | columns |',
    '| --- | --- | --- | --- |',
    ...EXPORTS.map((entry) => {
      const role = entry.role === 'viewer' ? '' : ` (role ${entry.role})`;
      return `| \`${entry.name}\`${role} | ${entry.about} | ${filtersOf(entry)} | ${columnsOf(entry)} |`;
    }),
  ].join('\n');
}

function filtersOf({ filters, required = [] }: ExportEntry): string {
  return Object.entries(filters)
    .map(([name, filter]) => {
      const needed = required.includes(name) ? 'needed' : '';
      const values = typeof filter === 'string' ? '' : filter.join(', ');
      const more = [needed, values].filter(Boolean).join(': ');
      return `\`${name}\`${more ? ` (${more})` : ''}`;
    })
    .join(', ');
}

function columnsOf({ source }: ExportEntry): string {
  return Object.keys(source({ from: '2026-01-01', to: '2026-01-31' }).columns).join(', ');
}

/** The views of report_v1 with their columns, from the comments in the database. */
export async function printViews(pool: Pool): Promise<string> {
  const columns = await runStatement(pool, exportColumns);
  const views = [...new Set(columns.map(({ view }) => view))];
  return views
    .flatMap((view) =>
      section(
        view,
        columns.filter((column) => column.view === view),
      ),
    )
    .join('\n')
    .trim();
}

function section(view: string, columns: ExportColumnsRow[]): string[] {
  return [
    `### report_v1.${view}`,
    '',
    columns[0]!.about ?? '',
    '',
    '| column | type | what it is |',
    '| --- | --- | --- |',
    ...columns.map(({ column, type, meaning }) => `| \`${column}\` | ${type} | ${meaning} |`),
    '',
  ];
}
