import { once } from 'node:events';
import type { Command } from 'commander';
import type { Config } from '../../config';
import { createPool } from '../../database/pool';
import { channelCorrectionsToUpload } from '../../database/queries/reconciliation';
import { csvOf } from '../../exports/csv';
import { CHANNEL } from '../../imports/kinds/channel';
import type { ReadingOptions } from '../../imports/plan';
import { CommandError } from '../command-error';
import { importFile } from '../import-file';
import { printImport } from '../import-report';
import { readingOptions } from '../import-options';
import { helpAfter } from '../terminal/help';
import { printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface ChannelOptions extends TenantOptions {
  readonly channel: string;
}

interface ImportOptions extends ChannelOptions, ReadingOptions {
  readonly skipUnknown?: boolean;
  readonly dryRun?: boolean;
  readonly refused?: string;
}

interface CorrectionsOptions extends ChannelOptions {
  readonly markSent?: boolean;
}

const UNKNOWN = ['PRODUCT_UNKNOWN', 'LOCATION_UNKNOWN'];
const HELP = `The file is read as by import: sku (any code of the product), quantity, and as far as the channel has them location, total and visible. Without a location a quantity is one over all places. Nothing is stored where a row is refused.`;

/** `bincard channel`: what a sales channel reports, and what it is to show instead. */
export function define(command: Command, config: Config): void {
  const importing = command
    .command('import')
    .description('import the stock that a channel reports')
    .argument('<file>', 'CSV with a header, or JSON lines; - is the standard input');
  helpAfter(importing, HELP);
  tenantOptions(importing, { clean: 'done', found: 'a row was refused' });
  readingOptions(importing.requiredOption('--channel <name>', 'the channel'))
    .option('--skip-unknown', 'pass over rows whose product or location is not known here')
    .option('--dry-run', 'only check the file')
    .action((file: string, options: ImportOptions) => importStock(config, file, options));

  const corrections = command
    .command('corrections')
    .description('print what a channel is to show instead, as CSV to upload');
  tenantOptions(corrections, { clean: 'done' })
    .requiredOption('--channel <name>', 'the channel')
    .option('--mark-sent', 'they were taken over by the channel: do not print them again')
    .action((options: CorrectionsOptions) => printCorrections(config, options));
}

async function importStock(config: Config, file: string, options: ImportOptions): Promise<void> {
  const { tenant, dryRun = false, skipUnknown } = options;
  const channel = checkedName(options.channel);
  const outcome = await withTenant(config, tenant, async ({ databaseUrl, identity }) => {
    // One for the rows, one for what is said of them.
    const pool = createPool(databaseUrl, 'bincard_app', { max: 2 });
    try {
      const source = { pool, identity, kind: CHANNEL, file };
      const how = { ...options, live: !dryRun, allOrNothing: true, more: { channel } };
      return await importFile(source, { ...how, passOver: skipUnknown ? UNKNOWN : [] });
    } finally {
      await pool.end();
    }
  });
  if (options.json) printJson({ tenant, channel, ...outcome });
  else printImport(outcome, options.refused, 'without --dry-run they are stored');
  if (outcome.refused > 0 || outcome.failure !== null) process.exitCode = 1;
}

async function printCorrections(config: Config, options: CorrectionsOptions): Promise<void> {
  const { tenant, markSent } = options;
  const channel = checkedName(options.channel);
  await withTenant(config, tenant, async ({ read, write }) => {
    const rows = await read((snapshot) => snapshot.query(channelCorrectionsToUpload, { channel }));
    if (options.json) printJson(rows.map(({ ids: _, ...row }) => row));
    else {
      const head = ['sku', 'locationCode', 'quantity', 'total', 'visible'];
      const lines = rows.map(({ sku, locationCode, quantity, total, visible }) => [
        ...[sku, locationCode, quantity, total],
        visible === null ? null : String(visible),
      ]);
      // What could not be printed is not marked.
      if (!process.stdout.write(csvOf(head, lines))) await once(process.stdout, 'drain');
    }
    if (!markSent) return;
    for (const id of rows.flatMap(({ ids }) => ids)) await write('mark_correction_sent', { id });
  });
}

function checkedName(name: string): string {
  if (name.trim() && name.length <= 64) return name;
  throw new CommandError('--channel must be a name of at most 64 characters');
}
