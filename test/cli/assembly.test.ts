import { openCli, type CliStage } from './ledger';

describe('bincard assembly', () => {
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
  const onHand = async (product: string) =>
    (
      await stage.database.pools.super.query<{ n: number }>(
        'select sum(on_hand)::int as n from inventory.stock_levels where product_id = $1',
        [product],
      )
    ).rows[0]!.n;

  it('puts sets together, once for a key, lists them, and takes them apart', async () => {
    const { set, part } = stage.shop;
    const before = [await onHand(set), await onHand(part)] as const;
    const made = await stage.run('assembly make T 2 --location L1 --batch NEW --key k-cli');
    expect([made.code, made.stderr]).toEqual([0, '']);
    const [columns, row] = made.stdout.split('\n').map((line) => line.split('\t'));
    expect(columns).toEqual([
      ...['assembly', 'day', 'set', 'sets', 'location', 'batch', 'part', 'of it', 'status'],
    ]);
    expect(row!.slice(2)).toEqual(['T', '2', 'L1', 'NEW', 'P', '4', 'completed']);
    await stage.run('assembly make T 2 --location L1 --batch NEW --key k-cli');
    expect([await onHand(set), await onHand(part)]).toEqual([before[0] + 2, before[1] - 4]);

    const listed = await stage.json(0, 'assembly list --product T --status COMPLETED');
    expect(listed).toHaveLength(2);
    expect(listed[1]).toMatchObject({ batch_number: 'NEW', part_quantity: 4 });
    const undone = await stage.run(`assembly void ${row![0]} --reason`, 'too many');
    expect([undone.code, undone.stderr]).toEqual([0, '']);
    expect(undone.stdout).toContain('\tvoided\n');
    expect([await onHand(set), await onHand(part)]).toEqual(before);
    expect(await stage.json(0, 'assembly list --status VOIDED --location L1')).toHaveLength(2);
  });

  it('says what is wrong', async () => {
    expect(await refused('assembly make T 99 --location L1')).toContain('Product P: 198 requested');
    expect(await refused('assembly make T x --location L1')).toContain('whole number above zero');
    expect(await refused('assembly make A 1 --location L1')).toContain(
      'Product A has no component',
    );
    expect(await refused('assembly make NONE 1 --location L1')).toContain('no product NONE');
    expect(await refused('assembly void none --reason x')).toContain('There is no assembly none');
    expect(await refused('assembly void', stage.shop.voidedAssembly, '--reason', 'x')).toContain(
      'The assembly is VOIDED already',
    );
  });
});
