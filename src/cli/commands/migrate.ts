import type { Command } from 'commander';
import type { Config } from '../../config';
import { requireIsolation } from '../../lifecycle/isolation';
import { migratePatiently, useDatabase } from '../database';

/** `bincard migrate`: brings the database to this version and says what it did. */
export function define(command: Command, config: Config): void {
  command.action(async () => {
    const { migrations, files, removed } = await useDatabase(config, async (url) => {
      const report = await migratePatiently(config, url);
      // Migrating has looked at the login of its own URL; a server may come through a pooler, with another login.
      if (config.directUrl !== undefined) await requireIsolation(config.databaseUrl!);
      return report;
    });
    for (const name of [...migrations, ...files]) console.log(`applied ${name}`);
    for (const name of removed) {
      console.error(`no longer part of this version: ${name}; the objects that it made remain`);
    }
    if (migrations.length + files.length === 0) console.log('nothing to do');
  });
}
