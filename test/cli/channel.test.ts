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
    ['sku,quantity\nA,1\nA,many\n', ':3: quantity must be a whole number'],
    ['sku,quantity\nA,1.5\n', ':2: quantity must be a whole number'],
    [
      'sku,quantity\nA,1000000000000\nA,1000000000001\n',
      ':3: quantity 1000000000001 is more than 1000000000000 base units',
    ],
    [
      'sku,quantity\nA,-99999999999999999\n',
      ':2: quantity -99999999999999999 is more than 1000000000000 base units',
    ],
    [
      'sku,quantity,total\nA,1,9007199254740991\n',
      ':2: total 9007199254740991 is more than 1000000000000 base units',
    ],
    ['sku,quantity\nA,\n', ':2: quantity is missing'],
    ['sku,quantity\n,1\n', ':2: sku is missing'],
    ['sku,quantity\n\nA,1\nNONE,1\n', ':4: there is no product NONE'],
    ['sku,locationCode,quantity\nA,L1,1\nA,MOON,1\n', ':3: there is no location MOON'],
    ['sku,quantity,visible\nA,1,perhaps\n', ':2: visible must be true or false'],
    ['sku,quantity\nA,1\nA,2\n', ':3: the same product and location as'],
    ['sku,locationCode,quantity\nA,L1,1\na\u00a0,l1,2\n', ':3: the same product and location as'],
    ['sku,quantity\nA,1,2\n', ':2: Invalid Record Length'],
    ['sku,quantity\n"A,1\n', ':2: Quote Not Closed'],
    ['sku,amount\nA,1\n', ':1: "amount" is not one of sku, locationCode, quantity'],
    ['sku,total\nA,1\n', ':1: no column quantity'],
    ['', ':1: no column sku'],
  ])('names the invalid line of %j and imports nothing', async (text, word) => {
    const { code, stdout, stderr } = await importing('bad.csv', text);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`bad.csv${word}`);
    expect(stderr).not.toContain('    at ');
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['{}', ' is not a list of objects'],
    ['[1]', ': item 1 is not an object'],
    ['[{"sku": "A", "quantity": 1}, {"sku": 5, "quantity": 1}]', ': item 2: sku must be a text'],
    ['[{"sku": "A", "quantity": 1, "size": 1}]', ': item 1: "size" is not one of'],
  ])('names the invalid item of the JSON %s', async (text, word) => {
    const { code, stderr } = await importing('bad.json', text);
    expect({ code, stderr }).toEqual({
      ...{ code: 2, stderr: expect.stringContaining(`bad.json${word}`) as string },
    });
  });

  it('refuses a missing file and a blank channel name', async () => {
    expect((await cli.run('channel import', 'nowhere.csv', '--channel', 'x')).code).toBe(2);
    expect((await importing('good.csv', 'sku,quantity\nA,1\n', '--channel', ' ')).code).toBe(2);
  });

  it('imports a CSV and a JSON file, which compare then compares with the ledger', async () => {
    const csv =
      '\ufeffsku,locationCode,quantity,total,visible\r\na\u200b,l1,140,150,TRUE\r\nB,,75,,\r\n';
    expect(await importing('good.csv', csv)).toEqual({
      ...{ code: 0, stdout: '2 lines of shopfront imported\n', stderr: '' },
    });
    const json = [{ sku: 'A', locationCode: 'L1', quantity: 147, total: 147, visible: false }];
    const imported = await importing(
      'good.json',
      JSON.stringify(json),
      '--json',
      '--channel',
      ' SHOPFRONT',
    );
    expect(JSON.parse(imported.stdout)).toMatchObject({ tenant: 'shop', lines: 1 });
    expect(await stored()).toEqual([
      { sku: 'A', code: 'L1', quantity: 147, total: 147, visible: false },
      { sku: 'B', code: null, quantity: 75, total: null, visible: null },
    ]);
    const { discrepancies } = await cli.json(1, 'compare');
    expect(discrepancies).toMatchObject([
      { kind: 'CHANNEL_MISMATCH', sku: 'B', locationCode: null, channel: 'shopfront', actual: 75 },
      { kind: 'NOT_LISTED', sku: 'A', subject: 'channel.visible' },
    ]);
    // The channel's connector sends the correction, so the figure differs until the channel reports again.
    const fixed = await cli.json(1, 'fix', '--channels', '--live', '--yes');
    expect(fixed).toMatchObject({ queued: 1, remaining: 1, lines: [{ fix: 'APPLIED' }] });
    const again = await cli.run('fix', '--channels', '--live', '--yes');
    expect(again.stdout).toMatch(
      /^0 of 1 repaired, 1 correction queued, whose figure differs until its channel reports again \(run .*; 1 differ$/m,
    );
    const missing = await cli.json(1, 'fix', '--missing');
    expect(missing.lines).toMatchObject([{ kind: 'NOT_LISTED', fix: 'PLANNED' }]);
  });

  it('sends a long file in chunks', async () => {
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
