import type { PoolClient } from 'pg';

interface Refusal {
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
}

/** Runs a statement and prints what psql would, without the CONTEXT lines. */
export async function asPsql(client: PoolClient, sql: string): Promise<string> {
  try {
    const { command, rowCount, rows, fields } = await client.query<Record<string, unknown>>(sql);
    if (command !== 'SELECT') return `${command}${command === 'INSERT' ? ' 0' : ''} ${rowCount}`;
    const names = fields.map(({ name }) => name);
    const cells = rows.map((row) => names.map((name) => textOf(row[name])));
    return [names, ...cells].map((line) => ` ${line.join(' | ')}`).join('\n');
  } catch (error) {
    const { message, detail, hint } = error as Refusal;
    return [`ERROR:  ${message}`, detail && `DETAIL:  ${detail}`, hint && `HINT:  ${hint}`]
      .filter(Boolean)
      .join('\n');
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
