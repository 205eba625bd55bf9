import { Option, type Command } from 'commander';
import { variances } from '../database/queries/count-variances';
import type { Config } from '../config';
import { VarianceGroup } from '../schema/count-enums';
import { CommandError } from './command-error';
import { day } from './options';
import { listing, printJson } from './terminal/output';
import { tenantOptions, type TenantOptions } from './tenant-command';
import { findLocation, findProduct, withTenant } from './tenant-session';

interface Options extends TenantOptions {
  readonly from: string;
  readonly to: string;
  readonly groupBy: VarianceGroup;
  readonly product?: string;
  readonly location?: string;
}

/** `bincard count variances`: what posted counts found too much and too little. */
export function defineVariances(command: Command, config: Config): void {
  tenantOptions(
    command.command('variances').description('print what counts found too much and too little'),
    { clean: 'done' },
  )
    .requiredOption('--from <day>', 'the first day', day)
    .requiredOption('--to <day>', 'the last day', day)
    .addOption(
      new Option('--group-by <what>', 'what has a line of its own')
        .choices(Object.values(VarianceGroup))
        .default(VarianceGroup.REASON),
    )
    .option('--product <sku>', 'only this product')
    .option('--location <code>', 'only this location')
    .action((options: Options) => report(config, options));
}

async function report(config: Config, options: Options): Promise<void> {
  const { tenant, from, to, groupBy, product, location, json } = options;
  if (from > to) throw new CommandError('--from must not be after --to');
  const found = await withTenant(config, tenant, ({ read }) =>
    read(async (snapshot) =>
      snapshot.query(variances, {
        ...{ from, to, groupBy },
        locationId: await findLocation(snapshot, location),
        productId: await findProduct(snapshot, product),
      }),
    ),
  );
  if (json) return printJson(found);
  const rows = found.map((row) => [
    row.key,
    ...[row.batches, row.surplus, row.shortage, row.variance].map(String),
    ...[row.surplusValue, row.shortageValue, row.value, String(row.quantityWithoutCost)],
  ]);
  const columns = [groupBy.toLowerCase(), 'batches', 'surplus', 'shortage', 'variance'];
  console.log(
    listing([...columns, 'surplus value', 'shortage value', 'value', 'without cost'], rows),
  );
}
