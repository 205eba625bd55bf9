import type { Command } from 'commander';
import type { Config } from '../../config';
import { distribute } from '../../lifecycle/citus/distribute';
import { moveTenant } from '../../lifecycle/citus/move';
import { CommandError } from '../command-error';
import { useDatabase } from '../database';
import { helpAfter } from '../terminal/help';

interface Options {
  readonly live?: boolean;
  readonly move?: string;
  readonly to?: string;
}

const HELP = `DATABASE_URL names the coordinator of Citus; the login is a superuser there and on every worker. Stop the servers first, take a backup, and do it again after each migration. What it needs and what changes: docs/scaling.md.

A shard is moved while servers run. It has the tenant and maybe others. First the worker uses up transaction numbers, so that the feed, webhooks and verification go on where they are.`;

const NOTHING = 'Nothing was changed. With --live, each step is done in this order.';

/** `bincard distribute`: brings a migrated database onto the nodes of Citus, or moves a tenant; says what it would do unless --live is given. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .option('--move <tenant>', 'move the shard of this tenant instead')
    .option('--to <worker>', 'to this worker: HOST:PORT as Citus knows it')
    .option('--live', 'do it')
    .action(async ({ live = false, move, to }: Options) => {
      const say = (line: string) => console.log(line);
      if ((move === undefined) !== (to === undefined)) {
        throw new CommandError('--move and --to are given together');
      }
      const { obstacles } = await useDatabase(config, async (url) => {
        if (move === undefined) return distribute(url, live, say);
        await moveTenant(url, { tenant: move, to: to!, live, say }).catch((error: Error) => {
          throw new CommandError(error.message, { cause: error });
        });
        return { obstacles: [] };
      });
      if (obstacles.length > 0) throw new CommandError(obstacles.join('\n'));
      if (!live) console.log(NOTHING);
    });
}
