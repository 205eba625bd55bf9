import type { Command } from 'commander';
import { writesOutsideLedger, type WritesOutsideLedgerRow } from '../../database/queries/audit';
import type { Config } from '../../config';
import { withNames } from '../names';
import { time } from '../options';
import { listing, paint, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

const LIMIT = 10_000;

type Row = WritesOutsideLedgerRow['before'];

interface Options extends TenantOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `bincard causes`: lists who changed stock figures without a movement; exit 1 when somebody did. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'nobody did',
    found: 'somebody did',
  })
    .option('--from <time>', 'from this day (of the tenant) or time', time)
    .option('--to <time>', 'up to and including this day (of the tenant) or time', time)
    .action(async ({ tenant, from, to, json }: Options) => {
      const entries = await withTenant(config, tenant, ({ read }) =>
        read(async (snapshot) => {
          const found = await snapshot.query(writesOutsideLedger, { from, to, limit: LIMIT });
          return withNames(snapshot, found.map(withIds));
        }),
      );
      if (json) printJson({ tenant, entries });
      else if (entries.length === 0) {
        console.log(paint('green', 'Nobody changed stock figures outside the ledger.'));
      } else {
        const head = ['time', 'actor', 'login', 'table', 'key', 'before', 'after'];
        console.log(listing(head, entries.map(cellsOf)));
        if (entries.length === LIMIT)
          console.log(`Only the first ${LIMIT} are listed: use --from for the rest.`);
      }
      if (entries.length > 0) process.exitCode = 1;
    });
}

function withIds(entry: WritesOutsideLedgerRow) {
  const { product_id, location_id, batch_id, business_date } = (entry.after ?? entry.before)!;
  return {
    ...entry,
    ...{ productId: product_id as string, locationId: location_id as string },
    ...{ batchId: (batch_id ?? null) as string | null },
    businessDate: (business_date ?? null) as string | null,
  };
}

type NamedEntry = ReturnType<typeof withIds> & {
  readonly sku: string | null;
  readonly locationCode: string | null;
  readonly batchNumber: string | null;
};

function cellsOf(entry: NamedEntry) {
  const { sku, locationCode, batchNumber, businessDate, before, after } = entry;
  const key = [sku, locationCode, batchNumber, businessDate].filter(Boolean).join(' / ');
  const names = figuresOf(entry);
  return [
    ...[entry.at, entry.actor, entry.login, entry.table, key],
    ...[figures(before, names), figures(after, names)],
  ];
}

// The figure that is shown for a row that was inserted or deleted.
const MAIN: Record<string, string> = {
  stock_levels: 'on_hand',
  batch_stock: 'quantity',
  daily_stock: 'closing',
};

/** The figures of a row that changed. */
function figuresOf({ table, before, after }: WritesOutsideLedgerRow): string[] {
  if (!before || !after) return [MAIN[table]!];
  return Object.keys(after).filter((name) => after[name] !== before[name]);
}

function figures(row: Row, names: string[]): string {
  if (!row) return 'no row';
  return names.map((name) => `${name} ${String(row[name])}`).join(', ');
}
