import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openCli, type CliStage } from '../cli/ledger';
import { createTenant } from '../support/database';

/** The first days of 2020: three with movements of many kinds, one without, and one that stays open. */
export const DAYS = ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04', '2020-01-05'];

export interface Ledger {
  readonly cli: CliStage;
  readonly tenant: string;
  readonly product: string;
  readonly location: string;
  readonly call: <Result = { id: string }>(name: string, input: object) => Promise<Result>;
  /** Sells on a day; a day before today is a manager's. */
  readonly sell: (quantity: number, businessDate?: string) => Promise<Sold>;
}

export interface Sold {
  readonly id: string;
  readonly lines: { readonly id: string }[];
}

/** A shop with history by date; its first four days are closed, and signed. */
export async function openLedger(): Promise<Ledger> {
  const cli = await openCli('island');
  const tenant = await createTenant(cli.database, 'island', 'UTC');
  const call = async <Result = { id: string }>(name: string, input: object): Promise<Result> => {
    const { rows } = await cli.database.pools.app.query<{ result: Result }>(
      `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
      [{ tenant, actor: 'Ama "the till" Ofosu\\1', role: 'admin' }, input],
    );
    return rows[0]!.result;
  };
  const location = (await call('create_location', { code: 'HUT', name: 'Hut', kind: 'STOREFRONT' }))
    .id;
  const product = (await call('create_product', { sku: 'NUT', name: 'Nut' })).id;
  const other = (await call('create_product', { sku: 'OIL', name: 'Oil' })).id;
  const receive = (productId: string, batchNumber: string, businessDate: string) =>
    call('receive_stock', {
      locationId: location,
      businessDate,
      lines: [{ productId, batchNumber, quantity: 50 }],
    });
  const sell = (quantity: number, businessDate?: string) =>
    call<Sold>('record_sale', {
      ...{ locationId: location, lines: [{ productId: product, quantity }] },
      ...(businessDate ? { businessDate } : {}),
    });
  await receive(product, 'N1', DAYS[0]!);
  await receive(other, 'O1', DAYS[0]!);
  const sale = await sell(8, DAYS[0]);
  await call('refund_sale', {
    ...{ saleId: sale.id, reason: 'gr\u00f6\u00dfer\n\t"\\', businessDate: DAYS[1]! },
    lines: [{ saleLineId: sale.lines[0]!.id, quantity: 3 }],
  });
  await receive(product, 'N2', DAYS[1]!);
  await sell(46, DAYS[1]); // from two batches
  await sell(2, DAYS[3]);
  await sell(1, DAYS[4]);
  for (const day of DAYS.slice(0, 4)) {
    const closed = await cli.run('close', day);
    expect(closed).toMatchObject({ code: 0, stderr: '' });
  }
  return { cli, tenant, product, location, call, sell };
}

/** A line of a file as its object. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a forger writes
export type AnyLine = any;

export function linesOf(file: string): AnyLine[] {
  const text = gunzipSync(readFileSync(file)).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Writes a file with other lines. */
export function writeLines(file: string, lines: AnyLine[]): void {
  writeFileSync(file, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
}
