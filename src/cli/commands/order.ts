import { Argument, Option, type Command } from 'commander';
import { exportPurchaseOrders } from '../../database/queries/exports';
import type { Config } from '../../config';
import { PurchaseOrderStatus } from '../../schema/purchase-enums';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface Options extends TenantOptions {
  readonly status?: PurchaseOrderStatus;
  readonly late?: boolean;
}

const COLUMNS = [
  ...['order', 'supplier', 'status', 'location', 'product', 'ordered', 'received', 'to come'],
  'expected',
];

/** `bincard order list`: what is ordered, line by line, and what has come of it. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, { clean: 'nothing is late', found: 'something is late' })
    .addArgument(new Argument('[action]', 'list is the default').choices(['list']))
    .addOption(
      new Option('--status <status>', 'only orders of this status').choices(
        Object.values(PurchaseOrderStatus),
      ),
    )
    .option('--late', 'only what was expected before today and has not come')
    .action(async (_action: 'list' | undefined, options: Options) => {
      const { tenant, json, status, late } = options;
      const lines = await withTenant(config, tenant, ({ read }) =>
        read((snapshot) =>
          snapshot.query(exportPurchaseOrders, {
            ...{ productId: null, locationId: null, status: status ?? null, from: null, to: null },
          }),
        ),
      );
      const shown = lines.filter((line) => !late || line.late);
      if (json) printJson(shown);
      else {
        const rows = shown.map((line) => [
          ...[line.order_number, line.supplier_code, line.status, line.location, line.sku],
          ...[line.quantity, line.received_quantity, line.open_quantity].map(String),
          line.late ? `${line.expected_on}, late` : (line.expected_on ?? ''),
        ]);
        console.log(listing(COLUMNS, rows));
      }
      if (shown.some((line) => line.late)) process.exitCode = 1;
    });
}
