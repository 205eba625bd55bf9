import { addDays } from '../support/days';
import { openCli, type CliStage } from './ledger';

describe('close --until', () => {
  let cli: CliStage;
  const today = (offset: number) => addDays(cli.shop.today, offset);
  const closedDays = async () => {
    const { rows } = await cli.database.pools.super.query<{ day: string }>(
      'select business_date::text as day from inventory.closed_days order by 1',
    );
    return rows.map(({ day }) => day);
  };

  beforeAll(async () => {
    cli = await openCli();
    // A row of daily stock makes a day one that has to be closed; the shop's own are of today.
    for (const days of [9, 7, 6]) {
      await cli.tamper(
        `insert into inventory.daily_stock select (d).* from (
           select jsonb_populate_record(d, jsonb_build_object('business_date', '${today(-days)}')) as d
           from inventory.daily_stock d limit 1) r`,
      );
    }
  });
  afterAll(() => cli?.close());

  it('closes nothing where the last day is not over', async () => {
    const refused = await cli.run('close', '--until', today(0));
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`${today(0)} is not over: no day was closed`);
    expect(await closedDays()).toEqual([]);
  });

  it('closes each open day that has movements, in order, and the day itself; again, nothing', async () => {
    expect((await cli.json(0, 'close', '--until', today(-7))).closed).toMatchObject([
      { businessDate: today(-9) },
      { businessDate: today(-7) },
    ]);
    const { code, stdout } = await cli.run('close', '--until', today(-3));
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^closed ${today(-6)}: .*\nclosed ${today(-3)}: 0 movements in 0 chains.*\n$`),
    );
    expect(await closedDays()).toEqual([-9, -7, -6, -3].map(today));
    expect(await cli.json(0, 'close', '--until', today(-3))).toMatchObject({ closed: [] });
  });
});
