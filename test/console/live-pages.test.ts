import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT, type Opened } from './stage';

// Pages of what no event tells of ask again by themselves: what others do is seen without a reload, and what a person is typing or
// has chosen stays.

/** An interval, and the answer after it. */
const SOON = { timeout: 2 * WAIT.timeout };

describeWithBrowser('pages that follow what others do', () => {
  let stage: ConsoleStage;
  const opened: Record<string, Opened> = {};
  const pageOf = (name: string) => opened[name]!.page;

  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const ask = async (query: string) => {
      const { error } = await stage.server.ask(query);
      expect(error).toBeUndefined();
    };
    for (const name of ['discrepancies', 'channels', 'audit', 'users', 'close']) {
      opened[name] = await stage.at(`/${name}`, { as: 'admin' });
    }
    // What each person has chosen or typed before others do something.
    await pageOf('discrepancies').getByLabel('Place').selectOption('L2');
    await pageOf('channels').getByLabel('Channel').fill('stall');
    await pageOf('channels').getByText('Nothing is to be corrected').waitFor(WAIT);
    await pageOf('discrepancies').getByText('None so far').waitFor(WAIT);
    await pageOf('audit').goto(`${stage.server.base}/audit?entity=location`, WAIT);
    await pageOf('audit').getByRole('row').nth(1).waitFor(WAIT);
    await pageOf('users').getByRole('button', { name: 'Invite a person' }).click(WAIT);
    await pageOf('users').getByLabel('Name').fill('half typed');
    await pageOf('close').getByLabel('Until and with').fill('2024-02-29');
    await ask(
      `mutation {
        createProduct(input: { sku: "LIVE-1", name: "Lemons" }) { id }
        receiveStock(input: { locationId: "L1", lines: [{ productId: "LIVE-1", quantity: 4 }] }) { id }
        reportChannelStock(channel: "stall", stock: [{ sku: "LIVE-1", locationCode: "L1", quantity: 9 }])
        reconcile(input: { dryRun: false, kinds: [CHANNEL_MISMATCH] }) { appliedCount }
        createLocation(input: { code: "LIVE-PLACE", name: "Cellar", kind: WAREHOUSE }) { id }
        inviteUser(input: { name: "Nadia New", email: "nadia@shop.example", role: CLERK }) { id }
      }`,
    );
    const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    await ask(`mutation { closeDay(businessDate: "${day}") }`);
  }, 240_000);
  afterAll(() => stage?.close());
  afterEach(() => expect(Object.values(opened).flatMap(({ faults }) => faults)).toEqual([]));

  it('discrepancies: a comparison that somebody else made; the place that was chosen stays', async () => {
    const page = pageOf('discrepancies');
    await page.getByText('1 repaired').waitFor(SOON);
    expect(await page.getByLabel('Place').inputValue()).toBe('L2');
  });

  it('channels: a correction that is due now; the channel that was typed stays', async () => {
    const page = pageOf('channels');
    await page.getByRole('row').filter({ hasText: 'Lemons' }).waitFor(SOON);
    expect(await page.getByLabel('Channel').inputValue()).toBe('stall');
  });

  it('the audit log: what has changed since; the filter stays', async () => {
    const page = pageOf('audit');
    await page.getByRole('row').filter({ hasText: 'LIVE-PLACE' }).waitFor(SOON);
    expect(page.url()).toContain('entity=location');
  });

  it('users: a person who was invited; what is being typed stays', async () => {
    const page = pageOf('users');
    await page.getByText('nadia@shop.example').waitFor({ state: 'attached', ...SOON });
    expect(await page.getByLabel('Name').inputValue()).toBe('half typed');
  });

  it('closed days: what was closed; the day that was chosen stays', async () => {
    const page = pageOf('close');
    await page.getByText(/^Closed until/).waitFor(SOON);
    expect(await page.getByLabel('Until and with').inputValue()).toBe('2024-02-29');
  });

  it('Today: a sync that runs is asked for more often than what does not, until it has ended', async () => {
    const today = await stage.at('/sign-in', { as: 'admin' });
    const { page, context } = today;
    const asked: string[] = [];
    const ends = 3;
    await context.route('**/graphql', async (route) => {
      const body = route.request().postData() ?? '';
      if (body.includes('query TodayStatus')) asked.push('status');
      if (!body.includes('query TodaySyncs')) return route.continue();
      asked.push('syncs');
      const runs = asked.filter((each) => each === 'syncs').length;
      const nodes = [
        {
          ...{ id: 'run', direction: 'IMPORT', dryRun: false, message: null, errors: 0 },
          status: runs < ends ? 'RUNNING' : 'SUCCEEDED',
          ...{ startedAt: new Date().toISOString(), conflicts: 0 },
          source: { id: 'source', name: 'The till' },
        },
      ];
      await route.fulfill({ json: { data: { syncRuns: { nodes } } } });
    });
    await page.goto(`${stage.server.base}/`, WAIT);
    await page.getByText('The till').waitFor(WAIT);
    await page.getByText('done', { exact: true }).waitFor(SOON);
    expect(asked.filter((each) => each === 'syncs')).toHaveLength(ends);
    // What does not run waits for its interval, which is ten times as long.
    expect(asked.filter((each) => each === 'status')).toHaveLength(1);
    await today.close();
  });
});
