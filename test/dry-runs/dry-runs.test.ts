import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  getNamedType,
  isInputObjectType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputField,
} from 'graphql';
import { createSchema } from '../../src/server/graphql/build-schema';
import { packageRoot } from '../../src/database/sql-files';
import { reelNumber } from '../sync/reels';
import { addDays } from '../support/days';
import { bincard } from '../cli/bincard';
import { openStage, type Stage } from './stage';

// Every operation that has a dry run: the dry run says what the live run then does, and writes nothing.

/** What a run said, without its ids, times and the mark that it was a dry one. */
type Said = Record<string, unknown>;
type DryRun = (stage: Stage) => Promise<{ dry: Said; live: Said }>;

const RUN =
  'direction status seen created updated exported skipped conflicts errors rows { outcome key rowNumber code message }';
const RECONCILE = `mutation ($dryRun: Boolean) { reconcile(input: { dryRun: $dryRun }) {
  productsCompared discrepancies { kind subject expected actual difference cause fix note product { sku } } } }`;
const WRITE_OFF = `mutation ($dryRun: Boolean, $at: ID) { writeOffExpired(dryRun: $dryRun, locationId: $at) {
  lines { batch { batchNumber } location { code } quantity } } }`;

const CASES: Record<string, DryRun> = {
  'Mutation.writeOffExpired(dryRun)': async (stage) => {
    const { api, shop } = stage;
    const run = async (dryRun: boolean, at?: string) => {
      const { data, errors } = await api.request(WRITE_OFF, { dryRun, at });
      const extensions = errors?.[0]?.extensions;
      return { data, code: extensions?.['code'], details: extensions?.['details'] };
    };
    // Refused at first: what expired is promised, and more than the rest.
    const { rows } = await stage.database.pools.super.query<{ free: string }>(
      `select available as free from inventory.stock_availability where product_id = $1 and location_id = $2`,
      [shop.product, shop.location],
    );
    const reservation = await shop.call('reserve_stock', {
      ...{ productId: shop.product, locationId: shop.location, expiresInSeconds: 3600 },
      quantity: Number(rows[0]!.free),
    });
    await shop.call('hold_batch', { id: shop.untouchedBatch, hold: 'RECALLED', reason: 'test' });
    const adjustment = await shop.call('request_adjustment', {
      ...{ batchId: shop.untouchedBatch, locationId: shop.location, type: 'DAMAGE' },
      ...{ quantity: -1, reason: 'test' },
    });
    await shop.callAsApprover('set_adjustment_status', { ...adjustment, status: 'APPROVED' });
    await shop.call('hold_batch', { id: shop.untouchedBatch, hold: null, reason: 'test' });
    const refusedDry = await stage.writingNothing(() => run(true));
    const refusedLive = await run(false);
    await shop.call('release_reservation', { id: reservation.id });
    const dry = await stage.writingNothing(() => run(true));
    const live = await run(false);
    return { dry: { refusedDry, dry }, live: { refusedDry: refusedLive, dry: live } };
  },

  'Mutation.reconcile(input.dryRun)': async (stage) => {
    await damaged(stage, 'GRAPHQL');
    const run = async (dryRun: boolean) => (await stage.ask(RECONCILE, { dryRun })).reconcile;
    const dry = await stage.writingNothing(() => run(true));
    return { dry: asLive(dry), live: await run(false) };
  },

  'Mutation.importProducts(dryRun)': async (stage) => {
    const id = await stage.importSource('import');
    const run = async (dryRun: boolean) =>
      (
        await stage.ask(
          `mutation ($id: ID!, $dryRun: Boolean!) { importProducts(sourceId: $id, all: true, dryRun: $dryRun) { ${RUN} } }`,
          { id, dryRun },
        )
      ).importProducts;
    const dry = await stage.writingNothing(() => run(true));
    expect(dry).toMatchObject({ seen: 620, conflicts: 2 });
    const codes = new Set(dry.rows.map(({ code }: { code: string }) => code));
    expect([...codes].sort()).toEqual(
      [
        ...['VALUE_INVALID', 'EXPIRY_BEFORE_RECEIPT', 'KEY_DUPLICATE', 'ROW_MISSING', 'SOLD_THERE'],
        ...['STATUS_UNKNOWN', 'TEXT_INVALID', 'VALUE_NOT_DATE', 'LOT_EXPIRY_DIFFERS'],
      ].sort(),
    );
    const refused = (code: string) =>
      dry.rows.flatMap((row: { code: string; key: string }) =>
        row.code === code ? [row.key] : [],
      );
    expect(refused('KEY_DUPLICATE').sort()).toEqual(
      [...[' R-000013', 'R-000007', 'R-000007', 'R-000023\u200b', 'r-000015']].sort(),
    );
    expect(refused('LOT_EXPIRY_DIFFERS').sort()).toEqual([12, 26, 610, 614].map(reelNumber));
    return { dry, live: await run(false) };
  },

  'Mutation.exportSales(dryRun)': async (stage) => {
    const id = await stage.exportSource('export');
    const run = async (dryRun: boolean) =>
      (
        await stage.ask(
          `mutation ($id: ID!, $dryRun: Boolean!) { exportSales(sourceId: $id, dryRun: $dryRun) { ${RUN} } }`,
          { id, dryRun },
        )
      ).exportSales;
    const dry = await stage.writingNothing(() => run(true));
    expect(dry).toMatchObject({ seen: 3, exported: 1, conflicts: 2 });
    return { dry, live: await run(false) };
  },

  'bincard fix --live': async (stage) => {
    await damaged(stage, 'CLI');
    const run = async (...more: string[]) => {
      const { lines } = await stage.command('fix', '--all', ...more);
      return { lines };
    };
    const dry = await stage.writingNothing(() => run());
    return { dry: asLive(dry), live: await run('--live', '--yes') };
  },

  'bincard import --live': async (stage) => {
    const file = path.join(stage.folder, 'stock.csv');
    writeFileSync(file, 'sku;location;quantity\nA;L1;5\nNONE;L1;1\nA;MOON;1\nA;L1;-1\n');
    const run = async (...more: string[]): Promise<Said> => ({
      ...((await stage.command('import', 'stock', file, ...more)) as Said),
      ...{ id: undefined, live: undefined },
    });
    const dry = await stage.writingNothing(() => run());
    return { dry, live: await run('--live', '--yes') };
  },

  'bincard channel import --dry-run': async (stage) => {
    const file = path.join(stage.folder, 'channel.csv');
    writeFileSync(file, 'sku;location;quantity\nA;L1;5\nNONE;L1;1\nA;MOON;1\n');
    const args = ['channel', 'import', file, '--channel', 'web', '--skip-unknown'];
    const run = async (...more: string[]): Promise<Said> => ({
      ...((await stage.command(...args, ...more)) as Said),
      ...{ id: undefined, live: undefined },
    });
    const dry = await stage.writingNothing(() => run('--dry-run'));
    return { dry, live: await run() };
  },

  'bincard archive drop --live': async (stage) => {
    const businessDate = addDays(stage.shop.today, -1);
    await stage.shop.call('close_day', { businessDate });
    const file = path.join(stage.folder, 'archive.gz');
    await stage.command('archive', 'write', '--until', businessDate, '--to', file);
    const run = async (...more: string[]): Promise<Said> => ({
      ...((await stage.command('archive', 'drop', file, ...more)) as Said),
      ...{ dryRun: undefined, archivedAt: undefined },
    });
    const dry = await stage.writingNothing(() => run());
    return { dry, live: await run('--live', '--yes') };
  },

  // Of a database without Citus both say why not; test/citus has the rest.
  'bincard distribute --live': async (stage) => {
    const run = (...more: string[]) =>
      bincard(['distribute', ...more], { DATABASE_URL: stage.database.url });
    const dry = await stage.writingNothing(() => run());
    expect(dry.stderr).toContain('the extension citus is not in this database');
    return { dry: { ...dry }, live: { ...(await run('--live')) } };
  },

  'bincard sync --dry-run': async (stage) => {
    await stage.importSource('cli-import');
    await stage.exportSource('cli-export');
    const run = async (name: string, ...more: string[]) =>
      (await stage.command('sync', name, ...more)).map(
        ({ runId: _, dryRun: __, ...counts }: Said) => counts,
      );
    const dry: Said = {};
    const live: Said = {};
    for (const name of ['cli-import', 'cli-export']) {
      dry[name] = await stage.writingNothing(() => run(name, '--dry-run'));
      live[name] = await run(name);
    }
    return { dry, live };
  },
};

/** A product whose repairs affect each other, and one whose chain is broken. */
async function damaged(stage: Stage, sku: string): Promise<void> {
  const { shop } = stage;
  const made = async (name: string) => {
    const { id } = await shop.call('create_product', { sku: name, name });
    const lines = [{ productId: id, batchNumber: name, quantity: 10 }];
    await shop.call('receive_stock', { locationId: shop.location, lines });
    await shop.call('record_sale', {
      ...{ locationId: shop.location, lines: [{ productId: id, quantity: 4 }] },
    });
    return id;
  };
  const product = await made(sku);
  const broken = await made(`${sku}-BROKEN`);
  await stage.damage(`update inventory.batch_stock set quantity = 5 where product_id = '${product}';
    update inventory.daily_stock set sales = -7, closing = 3 where product_id in ('${product}', '${broken}');
    alter table inventory.movements disable trigger all;
    update inventory.movements set reason = 'forged' where product_id = '${broken}' and kind = 'SALE';
    alter table inventory.movements enable trigger all;
    alter table inventory.movements enable always trigger _300_movement_immutable;
    alter table inventory.movements enable always trigger _300_movement_immutable__truncate`);
}

/** What a dry run PLANNED, a live one APPLIED. */
function asLive(said: Said): Said {
  return JSON.parse(JSON.stringify(said).replaceAll('"PLANNED"', '"APPLIED"'));
}

describe('a dry run', () => {
  it('is tested for each operation of the API and each command that has one', () => {
    expect([...dryRunsOfSchema(), ...dryRunsOfCommands()].sort()).toEqual(
      Object.keys(CASES).sort(),
    );
  });

  describe('of', () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage();
    });
    afterAll(() => stage?.close());

    it.each(Object.keys(CASES))(
      '%s says what the live run does, and writes nothing',
      async (name) => {
        const { dry, live } = await CASES[name]!(stage);
        expect(dry).toEqual(live);
      },
      60_000,
    );
  });
});

function dryRunsOfSchema(): string[] {
  const schema = createSchema();
  const isDry = (name: string) => /dry/i.test(name) && !name.endsWith('Id'); // that names one
  const of = (owner: string, path: string, arg: GraphQLArgument | GraphQLInputField): string[] => {
    const type = getNamedType(isNonNullType(arg.type) ? arg.type.ofType : arg.type);
    const own = isDry(arg.name) ? [`${owner}(${path}${arg.name})`] : [];
    if (!isInputObjectType(type)) return own;
    const fields = Object.values(type.getFields()).filter(({ name }) => isDry(name));
    return [...own, ...fields.flatMap((field) => of(owner, `${path}${arg.name}.`, field))];
  };
  return [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!].flatMap(
    (type) =>
      Object.values(type.getFields()).flatMap((field) =>
        field.args.flatMap((arg) => of(`${type.name}.${field.name}`, '', arg)),
      ),
  );
}

/** Read from the built command line: its modules are loaded when a command is called. */
function dryRunsOfCommands(): string[] {
  const script = `
    const { Command } = require('commander');
    const { COMMANDS } = require('./dist/src/cli/commands.js');
    const { loadConfig } = require('./dist/src/config');
    (async () => {
      const program = new Command('bincard');
      for (const { name, load } of COMMANDS) (await load()).define(program.command(name), loadConfig({}, false));
      const options = (command, path) => [
        ...command.options.map(({ long }) => path + ' ' + long),
        ...command.commands.flatMap((child) => options(child, path + ' ' + child.name())),
      ];
      console.log(JSON.stringify(options(program, 'bincard')));
    })()`;
  const printed = execFileSync(process.execPath, ['-e', script], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  const options = JSON.parse(printed) as string[];
  expect(options.length).toBeGreaterThan(50);
  return options.filter((option) =>
    / --(no-)?(live|dry|rehearse|preview|what-if|simulate)/.test(option),
  );
}
