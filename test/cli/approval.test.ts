import { openCli, type CliStage } from './ledger';

describe('bincard approval', () => {
  let cli: CliStage;
  beforeAll(async () => {
    cli = await openCli();
  });
  afterAll(() => cli?.close());

  const adjust = async (quantity: number) => {
    const { location, batch, call } = cli.shop;
    const input = {
      batchId: batch,
      locationId: location,
      type: 'DAMAGE',
      quantity,
      reason: 'fell',
    };
    return (await call('request_adjustment', input)).id;
  };
  const statusOf = async (table: string, id: string) =>
    (
      await cli.database.pools.super.query<{ status: string }>(
        `select status from inventory.${table} where id = $1`,
        [id],
      )
    ).rows[0]!.status;
  const onHand = async () =>
    (
      await cli.database.pools.super.query<{ n: number }>(
        'select sum(on_hand)::int as n from inventory.stock_levels where product_id = $1',
        [cli.shop.product],
      )
    ).rows[0]!.n;

  it('lists what waits, and approves it by the end of its id', async () => {
    const id = await adjust(-1);
    const number = id.slice(-8);
    const { stdout } = await cli.run('approval list');
    const line = stdout.split('\n').find((one) => one.startsWith(number))!;
    expect(line.split('\t').slice(1, 4)).toEqual([
      'adjustment',
      expect.stringMatching(/^DAMAGE: -1 unit of A, batch \S+, at L1$/),
      'fell',
    ]);
    const before = await onHand();
    expect(await cli.run(`approval approve ${number.toUpperCase()}`)).toMatchObject({
      ...{ code: 0, stderr: '', stdout: expect.stringContaining(': approved\n') as string },
    });
    expect([await statusOf('adjustments', id), await onHand()]).toEqual(['APPROVED', before]);
    expect(await cli.run(`approval approve ${number}`)).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringMatching(
        /Nothing that waits for approval has the number .* What is approved already goes on/,
      ) as string,
    });
  });

  it('completes it where that is asked for, and rejects with a reason', async () => {
    const before = await onHand();
    const done = await adjust(-2);
    expect((await cli.run(`approval approve ${done.slice(-8)} --complete`)).code).toBe(0);
    expect([await statusOf('adjustments', done), await onHand()]).toEqual([
      'COMPLETED',
      before - 2,
    ]);
    const not = await adjust(-3);
    const rejected = await cli.run(`approval reject ${not.slice(-8)} --reason`, 'found again');
    expect(rejected).toMatchObject({ code: 0, stderr: '' });
    expect(await statusOf('adjustments', not)).toBe('REJECTED');
  });

  it('approves a transfer, and rejecting one cancels it', async () => {
    const to = (
      await cli.shop.call('create_location', { code: 'BACK', name: 'Back', kind: 'WAREHOUSE' })
    ).id;
    const request = async (lines: number) =>
      (
        await cli.shop.call('request_transfer', {
          ...{ fromLocationId: cli.shop.location, toLocationId: to },
          lines: Array.from({ length: lines }, () => ({
            productId: cli.shop.product,
            quantity: 1,
          })),
        })
      ).id;
    const [first, second] = [await request(1), await request(5)];
    const { stdout } = await cli.run('approval list');
    expect(stdout).toContain('transfer\t1 unit of A: L1 to BACK\t');
    expect(stdout).toContain('1 unit of A, 1 unit of A, 1 unit of A and 2 more lines: L1 to BACK');
    await cli.run(`approval approve ${first.slice(-8)} --complete`);
    await cli.run(`approval reject ${second.slice(-8)} --reason late`);
    expect(await statusOf('transfers', first)).toBe('FULFILLED');
    expect(await statusOf('transfers', second)).toBe('CANCELLED');
  });

  it('posts a blind count that is beyond its tolerance, and rejecting one cancels it', async () => {
    const { shop } = cli;
    const counted = async () => {
      const { id } = await shop.call('start_stock_count', {
        ...{ locationId: shop.location, productIds: [shop.product], blind: true },
      });
      const lines = (
        await cli.database.pools.super.query<{ batchId: string; countedQuantity: number }>(
          `select batch_id as "batchId", (expected_quantity + 2)::int as "countedQuantity"
           from inventory.stock_count_lines where stock_count_id = $1`,
          [id],
        )
      ).rows;
      for (const actor of ['ann', 'ben']) {
        const identity = JSON.stringify({ ...JSON.parse(shop.identity), actor });
        const { app } = cli.database.pools;
        const input = JSON.stringify({ stockCountId: id, lines });
        await app.query('select inventory.record_count($1, $2)', [identity, input]);
        await app.query('select inventory.submit_stock_count($1, $2)', [
          identity,
          JSON.stringify({ id }),
        ]);
      }
      return id;
    };
    const [posted, cancelled] = [await counted(), await counted()];
    const line = (await cli.run('approval list')).stdout
      .split('\n')
      .find((one) => one.startsWith(posted.slice(-8)))!;
    expect(line.split('\t').slice(1, 3)).toEqual([
      'stock count',
      expect.stringMatching(/^\+2 of A, batch \S+.* at L1$/),
    ]);
    const before = await onHand();
    expect((await cli.run(`approval reject ${cancelled.slice(-8)} --reason again`)).code).toBe(0);
    expect(await onHand()).toBe(before);
    const done = await cli.run(`approval approve ${posted.slice(-8)}`);
    expect(done).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(': posted\n') as string,
    });
    expect(await onHand()).toBeGreaterThan(before);
    expect(await statusOf('stock_counts', posted)).toBe('POSTED');
    expect(await statusOf('stock_counts', cancelled)).toBe('CANCELLED');
  });

  it('asks for more digits where several end alike', async () => {
    const ids = [];
    for (let n = 0; n < 17; n++) ids.push(await adjust(-1)); // of 16 digits one comes twice
    const digits = ids.map((id) => id.slice(-1));
    const twice = digits.find((digit, at) => digits.indexOf(digit) !== at)!;
    expect(await cli.run(`approval approve ${twice}`)).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('give more digits') as string },
    });
  });
});
