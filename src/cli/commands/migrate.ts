import type { Command } from 'commander';
import type { Config } from '../../config';
import { requireIsolation } from '../../lifecycle/isolation';
import { VERSION } from '../../lifecycle/version';
import { migratePatiently, useDatabase } from '../database';
import { progressLine } from '../terminal/progress';

/** `bincard migrate`: brings the database to this version and says what it did. */
export function define(command: Command, config: Config): void {
  command
    .option('--verbose', 'name each migration and file that is applied')
    .action(async ({ verbose }: { verbose?: boolean }) => {
      const began = Date.now();
      const line = progressLine(process.stderr);
      const { migrations, files, removed } = await useDatabase(config, async (url) => {
        const report = await migratePatiently(config, url, (name, done, total) =>
          line.show(total === undefined ? name : `${done + 1} of ${total}: ${name}`),
        ).finally(line.clear);
        // Migrating has looked at the login of its own URL; a server may come through a pooler, with another login.
        if (config.directUrl !== undefined) await requireIsolation(config.databaseUrl!);
        return report;
      });
      if (verbose) for (const name of [...migrations, ...files]) console.log(`applied ${name}`);
      for (const name of removed) {
        console.error(`no longer part of this version: ${name}; the objects that it made remain`);
      }
      console.log(summaryOf(migrations.length, files.length, Date.now() - began));
    });
}

function summaryOf(migrations: number, files: number, ms: number): string {
  if (migrations + files === 0) return `The database is at version ${VERSION}: nothing to do.`;
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const seconds = (ms / 1000).toFixed(1);
  return `The database is at version ${VERSION} now: ${count(migrations, 'migration')} and ${count(files, 'file')} applied in ${seconds} s.`;
}
