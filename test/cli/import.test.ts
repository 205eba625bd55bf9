import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCli, type CliStage } from './ledger';

describe('import', () => {
  let cli: CliStage;
  const file = (name: string, text: string) => {
    writeFileSync(cli.file(name), text);
    return cli.file(name);
  };

  beforeAll(async () => {
    cli = await openCli();
  });
  afterAll(() => cli?.close());

  it('says what a file would do, does it, and writes the refused rows to be mended', async () => {
    const stock = file(
      'stock.csv',
      '\ufeffsku;place;qty;cost\nA;L1;1.200;0,5\n=A;L1;1;\nA;L9;2;\n',
    );
    const given = [stock, '--map', 'place=location'];
    const dry = await cli.run('import stock', ...given);
    expect(dry).toMatchObject({ code: 1, stderr: '' });
    expect(dry.stdout).toContain('dry run: 3 rows: 1 created, 0 updated, 0 unchanged, 2 refused');
    expect((await cli.run('import stock', ...given, '--live')).stderr).toContain('add --yes');
    const mend = cli.file('mend.csv');
    const live = ['--live', '--yes', '--refused', mend];
    expect(await cli.json(1, 'import stock', ...given, ...live)).toMatchObject({
      ...{ live: true, rows: 3, created: 1, refused: 2 },
      problems: [
        { row: 3, column: 'sku', code: 'CELL_IS_FORMULA', value: '=A' },
        { row: 4, column: 'place', code: 'LOCATION_UNKNOWN', value: 'L9' },
      ],
    });
    const refused = readFileSync(mend, 'utf8');
    expect(refused.split('\r\n')[1]).toContain(`"'=A";"L1";"1";""`);
    expect((await cli.run('import stock', ...given, ...live)).code).toBe(2); // it is there
    const mended = file('mended.csv', refused.replaceAll("'=A", 'A').replaceAll('L9', 'L1'));
    expect(
      await cli.json(0, 'import stock', mended, '--map', 'place=location', '--live', '--yes'),
    ).toMatchObject({ created: 2, refused: 0 });
  });

  it('says that nothing came in where one refused row keeps all of them out', async () => {
    const mixed = file('mixed.csv', 'sku,location,qty\nA,L1,7\nNONE,L1,1\n');
    const refused = cli.file('mixed-refused.csv');
    const how = ['--all-or-nothing', '--live', '--yes', '--refused', refused];
    const { code, stdout } = await cli.run('import stock', mixed, ...how);
    expect(code).toBe(1);
    expect(stdout).toContain(`nothing came in: mend the refused rows (they are in ${refused})`);
    expect(stdout).toContain(', 1 refused, 1 left out with them (run ');
    expect(stdout).not.toContain('the rows that were left out');
    expect(await cli.json(1, 'import stock', mixed)).toMatchObject({ created: 1 }); // still to come
  });

  it('lists past imports, and shows why the rows of one were refused', async () => {
    const bad = file('bad-rows.csv', 'sku,location,qty\nA,L9,1\nA,L1,5\nNONE,L1,x\n');
    const { id } = await cli.json(1, 'import stock', bad);
    const listed = await cli.json(0, 'import list', '--last', '2');
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatchObject({
      ...{ id, kind: 'STOCK', fileName: 'bad-rows.csv', dryRun: true },
      ...{ rows: 3, created: 1, refused: 2, failure: null },
    });
    const shown = await cli.json(1, 'import show', (id as string).slice(-8));
    expect(shown).toMatchObject({
      ...{ id, refused: 2 },
      problems: [
        { row: 2, column: 'location', code: 'LOCATION_UNKNOWN', value: 'L9' },
        { row: 4, column: 'sku', code: 'PRODUCT_UNKNOWN', value: 'NONE' },
        { row: 4, column: 'qty', code: 'VALUE_NOT_NUMBER', value: 'x' },
      ],
    });
    const text = await cli.run('import show', id as string);
    expect(text.stdout).toContain('bad-rows.csv\tdry run');
    expect(text.stdout).toContain('2\tlocation\tL9\tLOCATION_UNKNOWN\t');
    const clean = await cli.json(0, 'import stock', file('fine.csv', 'sku,location,qty\nA,L1,1\n'));
    expect(await cli.json(0, 'import show', clean.id as string)).toMatchObject({ problems: [] });
    for (const [number, says] of [
      ['01a00000-0000-7000-8000-000000000000', 'There is no import'],
      ['ffffffffffff', 'bincard import list lists them'],
      ['zz', 'its last 4 to 12 digits'],
    ] as const) {
      const refused = await cli.run('import show', number);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain(says);
    }
  });

  it.each([
    ['stock', 'sku,location,qty\nA,L1,1.200\n', '--decimal'],
    ['stock', 'sku,qty\nA,1\n', '--set location=VALUE'],
    ['stock', '', 'empty'],
    ['orders', '', 'Allowed choices are locations, suppliers, products, prices, stock'],
  ])('exits with 2 where %s of %j cannot be read', async (kind, text, says) => {
    const { code, stdout, stderr } = await cli.run(`import ${kind}`, file('bad.csv', text));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
  });

  it('exits with 2 where there is no file', async () => {
    expect((await cli.run('import stock', path.join(cli.file('x'), 'y'))).code).toBe(2);
  });
});
