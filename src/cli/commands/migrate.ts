import type { Command } from 'commander';
import type { Config } from '../../config';
import { migratePatiently, useDatabase } from '../database';

/** `bincard migrate`: brings the database to this version and says what it did. */
export function define(command: Command, config: Config): void {
  command.action(async () => {
    const { migrations, files, removed } = await useDatabase(config, (url) =>
      migratePatiently(config, url),
    );
    for (const name of [...migrations, ...files]) console.log(`applied ${name}`);
    for (const name of removed) {
      console.error(`no longer part of this version: ${name}; the objects that it made remain`);
    }
    if (migrations.length + files.length === 0) console.log('nothing to do');
  });
}
