import { setTimeout as sleep } from 'node:timers/promises';
import { asTenant, refusalOf } from '../support/database';
import { TestReceiver } from './receiver';
import { openStage, type Stage } from './stage';

describe('a webhook whose receiver fails', () => {
  let stage: Stage;
  let product: string;
  let receiver: TestReceiver;
  let id: string;

  beforeAll(async () => {
    stage = await openStage();
    product = await stage.shop.product('FAILING');
    await stage.shop.receive(stage.shop.adenta, product, 10_000);
  });
  afterAll(() => stage?.close());
  beforeEach(async () => {
    receiver = new TestReceiver();
    await receiver.start();
    id = await stage.webhook(receiver);
    await stage.shop.sell(stage.shop.adenta, [{ productId: product, quantity: 1 }]);
  });
  afterEach(async () => {
    await stage.shop.ask('mutation ($id: ID!) { deleteWebhook(id: $id) }', { id });
    await receiver.stop();
  });

  /** Passes until an attempt was made. */
  const attempt = async (options: Parameters<Stage['pass']>[0] = {}) => {
    // The lag may be 0 as well while a transaction of another test holds the feed back.
    const { failures } = await stage.row(id);
    const { arrived } = receiver;
    for (let n = 0; n < 1000; n++) {
      await stage.pass(options);
      const row = await stage.row(id);
      if (row.failures > failures || !row.enabled || receiver.arrived > arrived) return;
      await sleep(20);
    }
    throw new Error('No attempt was made');
  };
  const enable = (enabled: boolean) =>
    stage.shop.ask(
      'mutation ($id: ID!, $e: Boolean!) { setWebhookEnabled(id: $id, enabled: $e) { id } }',
      { id, e: enabled },
    );
  const auditOf = async () =>
    (
      await stage.shop.ask(
        `query ($id: String) { auditLog(entity: "webhook", entityId: $id) { nodes { actor action after } } }`,
        { id },
      )
    ).auditLog.nodes;

  it('is tried again later, each time after a longer pause', async () => {
    receiver.behave = () => 500;
    await attempt({ firstPauseMs: 60_000 });
    expect(await stage.row(id)).toMatchObject({ failures: 1, lastError: 'HTTP 500', lag: 1 });
    const { arrived } = receiver;
    await stage.pass();
    expect(receiver.arrived).toBe(arrived); // its pause is not over
    const { rows } = await stage.shop.server.database.pools.super.query<{ seconds: number }>(
      'select extract(epoch from next_attempt_at - failing_since)::int as seconds from inventory.webhooks where id = $1',
      [id],
    );
    expect(rows[0]!.seconds).toBeGreaterThanOrEqual(29);
    expect(rows[0]!.seconds).toBeLessThanOrEqual(60);
  });

  it('is disabled after failing for long, with a warning in the audit log, and goes on when enabled', async () => {
    receiver.behave = () => 500;
    await attempt({ giveUpAfterMs: 0 });
    expect(await stage.row(id)).toMatchObject({ enabled: true, failures: 1 });
    await attempt({ giveUpAfterMs: 0 });
    const { enabled, warning } = await stage.row(id);
    expect(enabled).toBe(false);
    expect(warning).toMatch(
      /^Disabled: 2 attempts since .* have failed, the last one with: HTTP 500$/,
    );
    expect((await auditOf()).at(-1)).toMatchObject({
      ...{ actor: 'worker', action: 'UPDATE' },
      after: { enabled: false, warning },
    });
    await stage.pass();
    const { arrived } = receiver;
    receiver.behave = () => 200;
    await stage.pass();
    expect(receiver.arrived).toBe(arrived);
    await enable(true);
    expect(await stage.row(id)).toMatchObject({ failures: 0, warning: null, lastError: null });
    await stage.drain(id);
    expect(receiver.taken).toHaveLength(1);
  });

  it('is disabled at once when the receiver is gone for good', async () => {
    receiver.behave = () => 410;
    await attempt();
    expect(await stage.row(id)).toMatchObject({
      enabled: false,
      warning: 'Disabled: the receiver says that it is gone for good',
    });
  });

  it('follows no redirect', async () => {
    receiver.behave = () => 'redirect';
    await attempt();
    expect(await stage.row(id)).toMatchObject({
      lastError: 'HTTP 302: redirects are not followed',
    });
    expect([receiver.arrived, receiver.wrong]).toEqual([1, []]);
  });

  it('waits no longer than the time limit', async () => {
    receiver.behave = () => 'hang';
    await attempt();
    expect(await stage.row(id)).toMatchObject({ lastError: 'No answer within 300 ms' });
  });

  it('reads no more of an answer than it needs', async () => {
    receiver.behave = () => 'flood';
    await attempt({ timeoutMs: 60_000 });
    expect(await stage.row(id)).toMatchObject({ lag: 0, failures: 0 });
  });

  it('is not sent anything to a private address unless a setting allows it', async () => {
    await attempt({ allowPrivate: false });
    expect(await stage.row(id)).toMatchObject({
      lastError: 'The URL is not https://, and BINCARD_WEBHOOK_PRIVATE is off',
    });
    expect(receiver.arrived).toBe(0);
  });

  it('keeps its secret from the role of the server and from the audit log', async () => {
    const { database, shop } = stage.shop.server;
    const read = asTenant(database.pools.app, shop.tenant, (client) =>
      client.query('select secret from inventory.webhook_secrets'),
    );
    expect(await refusalOf(read)).toBe('permission denied');
    expect(JSON.stringify(await auditOf())).not.toContain('whsec_');
    const { rows } = await asTenant(database.pools.owner, shop.tenant, (client) =>
      client.query('select secret from inventory.webhook_secrets where webhook_id = $1', [id]),
    );
    expect(rows).toEqual([{ secret: receiver.secret }]);
  });
});
