import type { Command } from 'commander';
import type { Config } from '../../config';
import { distribute } from '../../lifecycle/citus/distribute';
import { CommandError } from '../command-error';
import { useDatabase } from '../database';
import { helpAfter } from '../terminal/help';

const HELP = `DATABASE_URL names the coordinator of Citus; the login is a superuser there and on every worker. Stop the servers first, take a backup, and do it again after each migration. What it needs and what changes: docs/scaling.md.`;

/** `bincard distribute`: brings a migrated database onto the nodes of Citus; says what it would do unless --live is given. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .option('--live', 'do it')
    .action(async ({ live = false }: { live?: boolean }) => {
      const { obstacles } = await useDatabase(config, (url) =>
        distribute(url, live, (line) => console.log(line)),
      );
      if (obstacles.length > 0) throw new CommandError(obstacles.join('\n'));
      if (!live) console.log('Nothing was changed. With --live, each step is done in this order.');
    });
}
