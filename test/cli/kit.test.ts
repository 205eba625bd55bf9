import { openCli, type CliStage } from './ledger';

describe('bincard kit', () => {
  let stage: CliStage;
  beforeAll(async () => {
    stage = await openCli();
  });
  afterAll(() => stage?.close());

  const refused = async (command: string, ...args: string[]) => {
    const { code, stdout, stderr } = await stage.run(command, ...args);
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };

  it('makes, lists and changes kits', async () => {
    expect(await stage.json(0, 'kit list')).toEqual([]);
    const made = await stage.run('kit create BASKET A=2 sup-b=1', '--name', 'A basket');
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toMatch(/^BASKET: 2 A, 1 B, \d+ available\n$/);
    await stage.run('kit create BAG A=1');
    const { stdout } = await stage.run('kit list --location L1');
    expect(stdout).toMatch(
      /^kit\tname\tstatus\tcomponents\tavailable\nBAG\tBAG\tACTIVE\t1 A\t\d+\nBASKET\tA basket\tACTIVE\t2 A, 1 B\t\d+\n$/,
    );
    expect(await stage.json(0, 'kit set bag A=3')).toMatchObject([
      { sku: 'BAG', components: '3 A' },
    ]);
    const [everywhere, here] = [
      await stage.json(0, 'kit list'),
      await stage.json(0, 'kit list --location L1'),
    ];
    expect(everywhere[0].available).toBeGreaterThanOrEqual(here[0].available);
  });

  it('says what is wrong', async () => {
    expect(await refused('kit create X A')).toContain('A is no component: write LAMP=1');
    expect(await refused('kit create X NONE=1')).toContain('There is no product NONE');
    expect(await refused('kit create X A=1 A=2')).toContain('The kit names product A twice');
    expect(await refused('kit create X POST=1')).toContain('Inventory of product POST is not');
    expect(await refused('kit create BAG A=1')).toContain('BAG');
    expect(await refused('kit set NONE A=1')).toContain('There is no product NONE');
    expect(await refused('kit create X')).toContain('components');
    expect(await refused('kit list --location NOWHERE')).toContain('There is no location NOWHERE');
  });
});
