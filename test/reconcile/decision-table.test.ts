import { scanTenant } from '../../src/jobs/scan';
import { openCli, type CliStage } from '../cli/ledger';
import { batchOfReceipt } from '../support/shop-documents';
import { startApi, type Api } from '../support/api';
import * as table from './decision-table';

/** What a channel shows of a product; `place` is where its figure is: at a location or over all. */
interface Shown {
  readonly channel: string;
  readonly figure: string;
  readonly place: 'L1' | null;
  readonly total: string;
  readonly visible: string;
}
interface Product {
  readonly sku: string;
  readonly goods: string;
  readonly status: string;
  readonly reported: boolean;
}
interface Line {
  readonly [field: string]: string | number | null;
  readonly kind: string;
  readonly sku: string;
  readonly channel: string | null;
  readonly subject: string;
  readonly fix: string;
  readonly note: string | null;
}

const VISIBLE: Record<string, boolean | null> = { unknown: null, visible: true, invisible: false };
const REPORTED: Shown[] = table.FIGURES.flatMap((figure) =>
  (['L1', null] as const).flatMap((place) =>
    // A total is that of the table only where the channel's figures add up to 24.
    ['nothing', ...(figure === '24' ? table.FIGURES : [])].flatMap((total) =>
      table.VISIBILITIES.map((visible) => ({
        ...{ channel: `${figure}-${place ?? 'all'}-${total}-${visible}`, figure, place },
        ...{ total, visible },
      })),
    ),
  ),
);
const PRODUCTS: Product[] = table.GOODS.flatMap((goods) =>
  table.STATUSES.flatMap((status) =>
    [true, false].map((reported) => ({
      sku: [goods, status, reported ? 'reported' : 'not reported'].join(' '),
      ...{ goods, status, reported },
    })),
  ),
);

/** The discrepancies of what a channel shows, as the tables say. */
function expectedOf({ goods, status }: Product, shown: Shown): string[] {
  const figures = table.rowOf(table.figures, goods, status);
  const totals = table.rowOf(table.totals, goods, status);
  const visibilities = table.rowOf(table.visibilities, goods, status);
  const figure = table.readCell(figures[shown.figure]);
  const total = table.readCell(totals[shown.total]);
  const visible = table.readCell(visibilities[shown.visible]);
  const found: string[] = [];
  const { place } = shown;
  if (figure)
    found.push(
      `${figure.kind} channel.quantity ${place} ${figures['expected']} ${shown.figure}: ${figure.repair}`,
    );
  if (total)
    found.push(
      `${total.kind} channel.total null ${totals['expected']} ${shown.total}: ${total.repair}`,
    );
  if (visible)
    found.push(
      `${visible.kind} channel.visible null ${visible.repair === 'show' ? '24 0' : '0 1'}: ${visible.repair}`,
    );
  return found.sort();
}

describe('what a channel should show', () => {
  let cli: CliStage;
  let api: Api;
  let found: Line[];
  let corrections: Map<string, string>;
  const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await cli.database.pools.super.query<Row>(sql, values)).rows;
  const statuses = async () =>
    Object.fromEntries(
      (
        await query<{ sku: string; status: string }>(
          `select sku, status from inventory.products where sku = any ($1)`,
          [PRODUCTS.map(({ sku }) => sku)],
        )
      ).map(({ sku, status }) => [sku, status]),
    );
  const decided = Object.fromEntries(PRODUCTS.map(({ sku, status }) => [sku, status]));
  const ask = async (text: string, variables: object = {}) => {
    const { data, errors } = await api.request(text, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  /** The lines of a run, as the command line names them. */
  const linesOf = (runId: string) =>
    query<Line>(
      `select l.kind, p.sku, l.channel, l.subject, l.fix, l.note from inventory.reconciliation_lines l
       join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id where l.run_id = $1`,
      [runId],
    );

  beforeAll(async () => {
    cli = await openCli();
    api = await startApi(cli.database, cli.shop.tenant);
    const { call, location } = cli.shop;
    for (const { sku, goods, status } of PRODUCTS) {
      const trackInventory = goods !== 'not tracked';
      const { id } = await call('create_product', { sku, name: sku, trackInventory });
      if (trackInventory) {
        const lines = [{ productId: id, quantity: 24, batchNumber: sku }];
        const receipt = await call('receive_stock', { locationId: location, lines });
        const batch = await batchOfReceipt(cli.database, receipt.id);
        const hold = { id: batch, hold: 'QUARANTINED', reason: 'test' };
        if (goods === 'none available') await call('hold_batch', hold);
      }
      await call('update_product', { id, status });
    }
    const reported = PRODUCTS.filter((product) => product.reported);
    for (const { channel, place, figure, total, visible } of REPORTED) {
      const stock = reported.map(({ sku }) => ({
        ...{ sku, locationCode: place, quantity: Number(figure), visible: VISIBLE[visible] },
        total: total === 'nothing' ? null : Number(total),
      }));
      await call('report_channel_stock', { channel, stock });
    }
    ({ discrepancies: found } = await cli.json(1, 'compare'));

    // What the repair of each kind sends, from runs in which each may be repaired; statuses are set back.
    for (const kinds of ['[CHANNEL_MISMATCH, TOTAL_MISMATCH]', '[NOT_LISTED]'])
      await ask(`mutation { reconcile(input: { dryRun: false, kinds: ${kinds} }) { id } }`);
    const sent = await query<{ line: string; correction: string }>(
      `select concat_ws(' ', p.sku, c.channel, l.subject) as line, concat_ws(' ', c.field, o.code, c.quantity) as correction
       from inventory.channel_corrections c join inventory.reconciliation_lines l on l.id = c.line_id
       join inventory.products p on p.id = c.product_id left join inventory.locations o on o.id = c.location_id`,
    );
    corrections = new Map(sent.map(({ line, correction }) => [line, correction]));
    expect(corrections.size).toBe(sent.length);
  });
  afterAll(async () => {
    await api?.close();
    await cli?.close();
  });
  beforeEach(async () => {
    const { call } = cli.shop;
    const now = await statuses();
    for (const { sku, status } of PRODUCTS) {
      if (now[sku] === status) continue;
      const [row] = await query<{ id: string }>(
        `select id from inventory.products where sku = $1`,
        [sku],
      );
      await call('update_product', { id: row!.id, status });
    }
  });

  it('is in the tables for each product, with no row and no column beside them', () => {
    for (const [rows, columns] of [
      [table.figures, ['nothing', ...table.FIGURES]],
      [table.totals, ['nothing', ...table.FIGURES]],
      [table.visibilities, ['nothing', ...table.VISIBILITIES, "the product's status"]],
    ] as const) {
      expect(rows).toHaveLength(9);
      for (const row of rows)
        expect(Object.keys(row).sort()).toEqual(
          ['product', 'status', 'expected', ...columns].sort(),
        );
    }
    for (const { goods, status } of PRODUCTS) {
      for (const rows of [table.figures, table.totals, table.visibilities])
        expect(table.readCell(table.rowOf(rows, goods, status)['nothing'])).toBeNull();
    }
  });

  describe.each(PRODUCTS.filter(({ reported }) => reported))('$sku', (product) => {
    it.each(REPORTED)('$channel', (shown) => {
      const lines = found
        .filter(({ sku, channel }) => sku === product.sku && channel === shown.channel)
        .map(({ kind, subject, locationCode, expected, actual }) => {
          const sent = corrections.get([product.sku, shown.channel, subject].join(' '));
          const [field, ...rest] = (sent ?? 'nothing').split(' ');
          const place = rest.length > 1 ? rest[0] : null;
          expect([field, place]).toEqual([subject.split('.')[1], locationCode]);
          const value = Number(rest.at(-1));
          const repair = field === 'visible' ? (value === 1 ? 'show' : 'hide') : `send ${value}`;
          return `${kind} ${subject} ${locationCode} ${expected} ${actual}: ${repair}`;
        });
      expect(lines.sort()).toEqual(expectedOf(product, shown));
    });
  });

  it.each(PRODUCTS)('the status of $sku', ({ sku, goods, status }) => {
    const cell = table.readCell(
      table.rowOf(table.visibilities, goods, status)["the product's status"],
    );
    const lines = found.filter((line) => line.sku === sku && line.channel === null);
    expect(lines.map(({ kind, subject, expected }) => [kind, subject, expected])).toEqual(
      cell ? [[cell.kind, 'products.status', 24]] : [],
    );
  });

  describe('and by which command', () => {
    // A few channels are enough for these: each line of each run is compared again when it is applied.
    beforeAll(async () => {
      for (const name of ['channel_stock', 'channel_products'])
        await cli.tamper(
          `delete from inventory.${name} where channel not in ('24-all-30-visible', '30-L1-nothing-invisible', '0-L1-nothing-unknown')`,
        );
      ({ discrepancies: found } = await cli.json(1, 'compare'));
    });

    const NOTE = /^A person decides this: name NOT_LISTED alone/;
    /** Checks the lines of a run against a row of the table of commands, and the statuses after a live one. */
    const check = async (row: Record<string, string>, lines: Line[], isLive: boolean) => {
      for (const kind of ['CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED']) {
        const repaired = isLive ? 'APPLIED' : 'PLANNED';
        const fix = { repaired, SKIPPED: 'SKIPPED', '—': undefined }[row[kind]!];
        const ofKind = lines.filter((line) => line.kind === kind);
        expect([kind, [...new Set(ofKind.map((line) => line.fix))]]).toEqual([
          kind,
          fix ? [fix] : [],
        ]);
        if (fix === 'SKIPPED')
          for (const { note } of ofKind) expect(note).toEqual(expect.stringMatching(NOTE));
        if (fix) expect(ofKind).toHaveLength(found.filter((line) => line.kind === kind).length);
      }
      const set = PRODUCTS.filter(({ goods, status }) => {
        const cell = table.rowOf(table.visibilities, goods, status)["the product's status"];
        return isLive && row['NOT_LISTED'] === 'repaired' && cell === 'NOT_LISTED: becomes ACTIVE';
      }).map(({ sku }) => [sku, 'ACTIVE']);
      expect(await statuses()).toEqual({ ...decided, ...Object.fromEntries(set) });
    };
    const code = (text: string) => /`([^`]+)`(?=[^`]*$)/.exec(text)![1]!;
    const fixes = table.commands.filter((row) => row['command']!.startsWith('`bincard fix'));

    it.each(fixes)('$command: the same dry and live', async (row) => {
      const args = code(row['command']!).split(' ').slice(2);
      const dry = await cli.json(1, 'fix', ...args);
      await check(row, dry.lines, false);
      const live = await cli.json(1, 'fix', ...args, '--live', '--yes');
      await check(row, live.lines, true);
    });

    it.each(fixes)('$command in the API', async (row) => {
      const kinds = code(row['the same in the API']!);
      const { reconcile } = await ask(
        `mutation { reconcile(input: { dryRun: false, ${kinds} }) { id } }`,
      );
      await check(row, await linesOf(reconcile.id), true);
    });

    it.each(fixes)('$command in the API, planned and then applied', async (row) => {
      const kinds = code(row['the same in the API']!);
      const { reconcile } = await ask(`mutation { reconcile(input: { ${kinds} }) { id } }`);
      await check(row, await linesOf(reconcile.id), false);
      await ask('mutation ($id: ID!) { applyReconciliation(runId: $id) { id } }', reconcile);
      await check(row, await linesOf(reconcile.id), true);
    });

    it('the nightly scan, and its run applied later', async () => {
      const rowOf = (start: string) =>
        table.commands.find((row) => row['command']!.startsWith(start))!;
      const nightly = rowOf('the nightly scan');
      const scan = async (kinds: string) => {
        await ask(`mutation { updateSettings(input: { ${kinds} }) { code } }`);
        const { runId } = await scanTenant(cli.database.pools.app, cli.shop.tenant, {
          mode: 'FULL',
        });
        return runId!;
      };
      await check(nightly, await linesOf(await scan(code(nightly['the same in the API']!))), true);
      const runId = await scan('autoFixKinds: []');
      const later = rowOf('`bincard reconcile --apply`');
      await check(later, await linesOf(runId), false);
      const { lines } = await cli.json(1, 'reconcile', '--apply', runId);
      await check(later, lines, true);
    });

    it('has no other command in its table', () => {
      expect(table.commands).toHaveLength(fixes.length + 2);
    });
  });
});
