import type { Command } from 'commander';
import type { Config } from '../../config';
import { migrate } from '../../database/migrate';
import { openDatabase } from '../database';

/** `bincard migrate`: brings the database to this version and says what it did. */
export function addMigrate(program: Command, config: Config): void {
  program
    .command('migrate')
    .description('bring the database to this version')
    .action(async () => {
      const database = await openDatabase(config);
      try {
        const { migrations, files } = await migrate(database.url);
        for (const name of [...migrations, ...files]) console.log(`applied ${name}`);
        if (migrations.length + files.length === 0) console.log('nothing to do');
      } finally {
        await database.close();
      }
    });
}
