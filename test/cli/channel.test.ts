import { writeFileSync } from 'node:fs';
import { openCli, type CliStage } from './ledger';

describe('channel import', () => {
  let cli: CliStage;
  const importing = (name: string, text: string, ...more: string[]) => {
    writeFileSync(cli.file(name), text);
    return cli.run('channel import', cli.file(name), '--channel', 'shopfront', ...more);
  };
  const stored = async () =>
    (
      await cli.database.pools.super.query(
        `select p.sku, l.code, s.quantity::int, c.total::int, c.visible
         from inventory.channel_stock s
         join inventory.channel_products c using (tenant_id, channel, product_id)
         join inventory.products p on p.id = s.product_id
         left join inventory.locations l on l.id = s.location_id
         order by p.sku, l.code`,
      )
    ).rows;

  beforeAll(async () => {
    cli = await openCli();
  });
  afterAll(() => cli?.close());

  it.each([
    ['sku,quantity\nA,1\nA,many\n', '3 quantity VALUE_NOT_NUMBER'],
    ['sku,quantity\nA,1.5\n', '2 quantity VALUE_NOT_WHOLE'],
    ['sku,quantity\nB,1000000000000\nA,1000000000001\n', '3 quantity QUANTITY_TOO_LARGE'],
    ['sku,quantity\nA,-99999999999999999\n', '2 quantity VALUE_TOO_LARGE'],
    ['sku,quantity,total\nA,1,900719925474099\n', '2 total QUANTITY_TOO_LARGE'],
    ['sku,quantity\nA,\n', '2 quantity VALUE_MISSING'],
    ['sku,quantity\n,1\n', '2 sku VALUE_MISSING'],
    ['sku,quantity\n\nB,1\nNONE,1\n', '4 sku PRODUCT_UNKNOWN'],
    ['sku,locationCode,quantity\nA,L1,1\nA,MOON,1\n', '3 locationCode LOCATION_UNKNOWN'],
    ['sku,quantity,visible\nA,1,perhaps\n', '2 visible VALUE_UNKNOWN'],
    ['sku,quantity\nA,1\nA,2\n', '3 sku ROW_CONTRADICTS'],
    ['sku,locationCode,quantity\nA,L1,1\na\u00a0,l1,2\n', '3 sku ROW_CONTRADICTS'],
    ['sku,quantity\nA,1,2\n', '2 null ROW_BROKEN'],
  ])('names the invalid row of %j and stores nothing', async (text, problem) => {
    const { code, stdout, stderr } = await importing('bad.csv', text, '--json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { problems, failure } = JSON.parse(stdout) as {
      problems: { row: number; column: string | null; code: string }[];
      failure: string;
    };
    expect(problems.map((one) => `${one.row} ${one.column} ${one.code}`)).toEqual([problem]);
    expect(failure).toBe('ROWS_REFUSED');
    expect(await stored()).toEqual([]);
  });

  it('refuses a second row of a product and place in another set of rows', async () => {
    const many = Array.from({ length: 1_100 }, (_, at) => `NONE-${at},1`);
    const { stdout } = await importing(
      ...(['twice.csv', ['sku,quantity', 'A,1', ...many, 'A,2'].join('\n')] as const),
      ...['--skip-unknown', '--dry-run', '--json'],
    );
    const outcome = JSON.parse(stdout) as { passedOver: number; refused: number };
    expect(outcome).toMatchObject({ rows: 1_102, created: 1, refused: 1, passedOver: 1_100 });
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['bad.csv', 'sku,amount\nA,1\n', 'No column is quantity'],
    ['bad.csv', 'sku,quantity\n"A,1\n', 'quote that is not closed'],
    // Passed over, it would turn a location's figure into one over all locations.
    ['bad.csv', 'sku,locatonCode,quantity\nA,L1,1\n', '"locatonCode" may be location'],
    ['bad.csv', '', 'empty'],
    ['bad.json', '[{"sku": "A", "quantity": 1}]', 'JSON lines'],
  ])('exits with 2 where %s of %j cannot be read', async (name, text, word) => {
    const { code, stdout, stderr } = await importing(name, text);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(word);
    expect(stderr).not.toContain('    at ');
  });

  it('refuses a missing file and a blank channel name', async () => {
    expect((await cli.run('channel import', 'nowhere.csv', '--channel', 'x')).code).toBe(2);
    expect((await importing('good.csv', 'sku,quantity\nA,1\n', '--channel', ' ')).code).toBe(2);
  });

  it('stores CSV and JSON lines, which compare then compares, and prints the corrections', async () => {
    const csv =
      '\ufeffsku;Location;quantity;total;visible\r\na\u200b;l1;140;1.500;TRUE\r\nB;;75;;\r\nNEW;;3;;\r\n';
    const dry = await importing('good.csv', csv, '--decimal', ',', '--skip-unknown', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('dry run: 3 rows: 2 created, 0 updated, 1 unchanged, 0 refused');
    expect(await stored()).toEqual([]);
    const live = await importing('good.csv', csv, '--decimal', ',', '--skip-unknown');
    expect(live.stdout).toContain('1 of the unchanged were passed over');
    expect(live.stdout).toContain(
      'PRODUCT_UNKNOWN\tThere is no product NEW. The row is passed over.',
    );
    expect(live.stdout).not.toContain('--skip-unknown');
    const lines =
      '{"sku": "A", "locationCode": "L1", "quantity": 147, "total": 147, "visible": false}\n';
    const again = ['--json', '--channel', ' SHOPFRONT'];
    const reported = await importing('good.jsonl', lines, ...again);
    expect(JSON.parse(reported.stdout)).toMatchObject({ tenant: 'shop', rows: 1, updated: 1 });
    const repeated = await importing('good.jsonl', lines, ...again);
    expect(JSON.parse(repeated.stdout)).toMatchObject({ rows: 1, unchanged: 1 });
    expect(await stored()).toEqual([
      { sku: 'A', code: 'L1', quantity: 147, total: 147, visible: false },
      { sku: 'B', code: null, quantity: 75, total: null, visible: null },
    ]);
    const { discrepancies } = await cli.json(1, 'compare');
    expect(discrepancies).toMatchObject([
      { kind: 'CHANNEL_MISMATCH', sku: 'B', locationCode: null, channel: 'shopfront', actual: 75 },
      { kind: 'NOT_LISTED', sku: 'A', subject: 'channel.visible' },
    ]);
    // The channel takes over the correction, so the figure differs until the channel reports again.
    const fixed = await cli.json(1, 'fix', '--channels', '--live', '--yes');
    expect(fixed).toMatchObject({ queued: 1, remaining: 1, lines: [{ fix: 'APPLIED' }] });
    const dryFix = (await cli.run('fix', '--channels')).stdout;
    expect(dryFix).toContain('\tTO BE QUEUED\t');
    expect(dryFix).toMatch(
      /^dry run: 0 of 1 would be repaired, 1 correction would be queued, whose figure differs until its channel reports again; --live does it; 1 differ$/m,
    );
    const twice = await cli.run('fix', '--channels', '--live', '--yes');
    expect(twice.stdout).toContain('\tQUEUED\t');
    expect(twice.stdout).toMatch(
      /^0 of 1 repaired, 1 correction queued, whose figure differs until its channel reports again \(run .*; 1 differ$/m,
    );
    const missing = await cli.json(1, 'fix', '--missing');
    expect(missing.lines).toMatchObject([{ kind: 'NOT_LISTED', fix: 'PLANNED' }]);

    const corrections = (...more: string[]) =>
      cli.run('channel corrections', '--channel', 'Shopfront', ...more);
    const upload = 'sku,locationCode,quantity,total,visible\r\n"B",,108,,\r\n';
    expect((await corrections()).stdout).toBe(upload);
    expect((await corrections('--mark-sent')).stdout).toBe(upload);
    expect((await corrections()).stdout).toBe('sku,locationCode,quantity,total,visible\r\n');
  });

  it('stores a long file', async () => {
    await cli.tamper(
      `insert into inventory.products (tenant_id, id, sku, name)
       select '${cli.shop.tenant}', inventory.uuid_v7(), 'S-' || n, 'x' from generate_series(1, 2500) n;
       insert into inventory.product_units (tenant_id, product_id, code, factor)
       select tenant_id, id, 'unit', 1 from inventory.products where sku like 'S-%';
       insert into inventory.product_codes (tenant_id, id, product_id, code, kind, unit)
       select tenant_id, inventory.uuid_v7(), id, sku, 'SKU', 'unit' from inventory.products where sku like 'S-%'`,
    );
    const lines = Array.from({ length: 2500 }, (_, at) => `S-${at + 1},0`);
    const { code, stderr } = await importing('long.csv', ['sku,quantity', ...lines].join('\n'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' }); // no progress bar in a pipe
    expect(await stored()).toHaveLength(2502);
  });
});
