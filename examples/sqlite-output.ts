import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';

/** Runs statements in an SQLite file, as the program that keeps it would, and prints what its shell would. */
export function runSqlite(text: string, file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const connection = new Database(file);
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

function answer(connection: InstanceType<typeof Database>, sql: string): string {
  const statement = connection.prepare(sql);
  if (!statement.reader) {
    statement.run();
    return '';
  }
  const names = statement.columns().map(({ name }) => name);
  const rows = statement.raw().all() as (string | number | null)[][];
  return [names, ...rows].map((row) => row.map((cell) => cell ?? '').join(' | ')).join('\n');
}
