import type { Command } from 'commander';
import type { Config } from '../../config';
import { runningUrl } from '../../postgres/embedded-server';
import { CommandError } from '../command-error';
import { helpAfter } from '../terminal/help';

const HELP = `The login of the embedded server is its superuser. bincard reporting create-login makes one that reads the rows of one tenant.

Exit codes: 0 done; 2 the embedded server does not run.`;

/** `bincard url`: DATABASE_URL, or the URL of the embedded server of the data folder while it runs. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP).action(async () => {
    const url = config.databaseUrl ?? (await runningUrl(config.dataDir));
    if (url !== undefined) return console.log(url);
    throw new CommandError(
      `The embedded server of ${config.dataDir} does not run: start it with bincard start, or use bincard psql, which starts it`,
    );
  });
}
