import type { Command } from 'commander';
import { unmetReservationsPage } from '../../database/queries/reservations';
import { inOrder } from '../../database/statement';
import type { Config } from '../../config';
import { withNames } from '../names';
import { listing, paint, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, withTenant } from '../tenant-session';

const LIMIT = 10_000;

interface Options extends TenantOptions {
  readonly location?: string;
  readonly product?: string;
}

/** `bincard unmet`: lists the reservations of which less can be sold than is left of them; exit 1 when there are any. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'every reservation can be met',
    found: 'one or more cannot',
  })
    .option('--location <code>', 'only at this location')
    .option('--product <sku>', 'only of this product')
    .addHelpText(
      'after',
      '\nReservations of the same stock are met in the order in which they were made. What has expired, is' +
        '\nheld or stands at a location that is set apart cannot be sold.',
    )
    .action(async ({ tenant, location, product, json }: Options) => {
      const reservations = await withTenant(config, tenant, ({ read }) =>
        read(async (snapshot) => {
          const locationId = await findLocation(snapshot, location);
          const productId = await findProduct(snapshot, product);
          const where = { locationId, productId, after: null, before: null, limit: LIMIT };
          const found = await snapshot.query(inOrder(unmetReservationsPage, false), where);
          return withNames(
            snapshot,
            found.map((one) => ({ ...one, batchId: null })),
          );
        }),
      );
      if (json) printJson({ tenant, reservations });
      else if (reservations.length === 0) {
        console.log(paint('green', 'Every reservation can be met.'));
      } else {
        const head = [
          'reservation',
          'product',
          'location',
          'promised',
          'earlier',
          'sellable',
          'missing',
        ];
        console.log(
          listing(
            head,
            reservations.map((one) => [
              ...[one.id, one.sku, one.locationCode],
              ...[one.promised, one.earlier, one.sellable, one.missing],
            ]),
          ),
        );
      }
      if (reservations.length > 0) process.exitCode = 1;
    });
}
