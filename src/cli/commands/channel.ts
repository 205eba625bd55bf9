import type { Command } from 'commander';
import type { Config } from '../../config';
import type { Snapshot } from '../../database/snapshot';
import { findCodes } from '../../database/queries/tenants';
import { readChannelFile, type ChannelLine } from '../channel-file';
import { CommandError } from '../command-error';
import { printJson } from '../terminal/output';
import { withProgress } from '../terminal/progress';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

const CHUNK = 1_000;

interface Options extends TenantOptions {
  readonly channel: string;
}

/** `bincard channel import FILE`: imports the stock that a channel reports. */
export function define(command: Command, config: Config): void {
  tenantOptions(command.command('import').description('import the stock that a channel reports'), {
    clean: 'done',
  })
    .argument('<file>', '.csv, or .json with a list: sku, locationCode, quantity, total, visible')
    .requiredOption('--channel <name>', 'the channel')
    .action(async (file: string, options: Options) => {
      const { tenant, channel: name } = options;
      if (!name.trim() || name.length > 64) {
        throw new CommandError('--channel must be a name of at most 64 characters');
      }
      const lines = readChannelFile(file);
      await withTenant(config, tenant, async ({ read, write }) => {
        // Before the first chunk, so that a file with a wrong line changes nothing.
        await read((snapshot) => checkCodes(snapshot, lines));
        await withProgress(lines.length, 'lines', async (done) => {
          for (let at = 0; at < lines.length; at += CHUNK) {
            const stock = lines.slice(at, at + CHUNK).map(({ place: _, ...line }) => line);
            await write('report_channel_stock', { channel: name, stock });
            done(at + stock.length);
          }
        });
      });
      if (options.json) printJson({ tenant, channel: name, lines: lines.length });
      else console.log(`${lines.length} lines of ${name} imported`);
    });
}

async function checkCodes(snapshot: Snapshot, lines: ChannelLine[]): Promise<void> {
  const found = await snapshot.query(findCodes, {
    skus: lines.map(({ sku }) => sku),
    locationCodes: lines.flatMap(({ locationCode }) => locationCode ?? []),
  });
  const ids = new Map(found.map(({ kind, code, id }) => [`${kind} ${code}`, id]));
  const seen = new Map<string, string>();
  for (const { place, sku, locationCode } of lines) {
    const product = ids.get(`sku ${sku}`);
    const location = locationCode === null ? '' : ids.get(`locationCode ${locationCode}`);
    if (!product) throw new CommandError(`${place}: there is no product ${sku}`);
    if (location === null) throw new CommandError(`${place}: there is no location ${locationCode}`);
    const key = `${product} ${location}`;
    const before = seen.get(key);
    if (before) throw new CommandError(`${place}: the same product and location as ${before}`);
    seen.set(key, place);
  }
}
