import { Argument, type Command } from 'commander';
import type { Config } from '../../config';
import { createPool } from '../../database/pool';
import { IMPORT_KINDS, findKind } from '../../imports/kinds';
import type { ReadingOptions } from '../../imports/plan';
import { isId } from '../../input/validate';
import { CommandError } from '../command-error';
import { printImport } from '../import-report';
import { importFile } from '../import-file';
import { readingOptions } from '../import-options';
import { confirm, needTerminal } from '../terminal/confirm';
import { helpAfter } from '../terminal/help';
import { printJson } from '../terminal/output';
import { addImportRuns } from './import-runs';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface Options extends TenantOptions, ReadingOptions {
  readonly refused?: string;
  readonly allOrNothing?: boolean;
  readonly delivery?: string;
  readonly live?: boolean;
  readonly run?: string;
  readonly yes?: boolean;
}

const HELP = `A dry run checks each row as the live run would and leaves nothing behind. Columns are found by their names; --map and --set say what a name does not. A row that is refused is left out, and the others are brought in; the same file run again brings in none twice. What the kinds take is in docs/imports.md.`;

/** `bincard import KIND FILE`: brings a file in, row by row or as a whole; a dry run unless --live. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP);
  command.enablePositionalOptions(); // --tenant after `list` is list's
  const kinds = IMPORT_KINDS.map(({ name }) => name);
  tenantOptions(command, { clean: 'every row is right', found: 'a row was refused' })
    .addArgument(new Argument('<kind>', 'what the rows are').choices(kinds))
    .argument('<file>', 'CSV with a header, or JSON lines; - is the standard input');
  readingOptions(command)
    .option('--all-or-nothing', 'bring in nothing where a row is refused')
    .option('--delivery <name>', 'stock: tells equal rows of two deliveries apart')
    .option('--live', 'bring the rows in')
    .option('--run <id>', 'with --live: exactly what this dry run showed')
    .option('--yes', 'do not ask for confirmation')
    .action(async (name: string, file: string, options: Options) => {
      if (options.delivery !== undefined && name !== 'stock') {
        throw new CommandError('--delivery is for stock');
      }
      if (options.run !== undefined && !options.live) throw new CommandError('--run is for --live');
      const dryRunId = options.run;
      if (dryRunId !== undefined && !isId(dryRunId)) {
        throw new CommandError(`--run takes the id that the dry run printed, not ${dryRunId}`);
      }
      if (options.live && !options.yes) needTerminal();
      const kind = findKind(name)!;
      const { tenant } = options;
      const outcome = await withTenant(config, tenant, async ({ databaseUrl, identity }) => {
        // One for the rows, one for what is said of them.
        const pool = createPool(databaseUrl, 'bincard_app', { max: 2 });
        try {
          const { delivery } = options;
          const more = delivery === undefined ? undefined : { delivery };
          return await importFile(
            { pool, identity, kind, file },
            { ...options, more, dryRunId },
            (rows) =>
              confirm(
                `Bring ${rows} ${rows === 1 ? 'row' : 'rows'} into "${tenant}"?`,
                !options.live || options.yes,
              ),
          );
        } finally {
          await pool.end();
        }
      });
      if (options.json) printJson({ tenant, ...outcome });
      else printImport(outcome, options.refused);
      if (outcome.refused > 0 || outcome.failure !== null) process.exitCode = 1;
    });
  addImportRuns(command, config);
}
