import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

/** Runs statements in an SQLite file, as the program that keeps it would, and prints what its shell would. */
export function runSqlite(text: string, file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const connection = new DatabaseSync(file);
  const today = new Date().toISOString().slice(0, 10);
  try {
    const outputs: string[] = [];
    for (const statement of text.split(/;$/m)) {
      const sql = statement.replace(/^--.*\n/gm, '').trim();
      if (sql) outputs.push(`sqlite> ${sql};\n${answer(connection, sql)}`.trimEnd());
    }
    return outputs.join('\n\n').replaceAll(today, '<today>');
  } finally {
    connection.close();
  }
}

function answer(connection: DatabaseSyncInstance, sql: string): string {
  const statement = connection.prepare(sql);
  statement.setReturnArrays(true);
  const rows = statement.all() as (string | number | null)[][];
  const names = statement.columns().map(({ name }) => name);
  if (names.length === 0) return '';
  return [names, ...rows].map((row) => row.map((cell) => cell ?? '').join(' | ')).join('\n');
}
