import type { Page } from 'playwright-core';
import { unguarded } from '../cli/ledger';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// Integrity: "Verify now" computes the chains again. Whoever changed the ledger as its owner, with the triggers off, is found: the
// page names the batch, the place and the movement. A big ledger is verified in parts, and what is left is said.

describeWithBrowser('verifying now', () => {
  let stage: ConsoleStage;
  let place: string;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { data } = await stage.server.ask(
      'mutation { createLocation(input: { code: "VAULT", name: "Vault", kind: WAREHOUSE }) { id } }',
    );
    place = (data as { createLocation: { id: string } }).createLocation.id;
  });
  afterAll(() => stage?.close());

  /** A batch of its own at the vault, with a receipt and four sales. */
  async function chain(name: string): Promise<string> {
    const made = await stage.server.ask(
      `mutation { createProduct(input: { sku: "V-${name}", name: "Good ${name}" }) { id } }`,
    );
    const { id } = (made.data as { createProduct: { id: string } }).createProduct;
    const received = await stage.server.ask(
      `mutation ($p: ID!, $l: ID!) { receiveStock(input: { locationId: $l
        lines: [{ productId: $p, batchNumber: "B-${name}", quantity: 40 }] }) { id } }`,
      { p: id, l: place },
    );
    expect(received.error).toBeUndefined();
    for (let n = 0; n < 4; n++) {
      const { error } = await stage.server.ask(
        `mutation ($p: ID!, $l: ID!) { recordSale(input: { locationId: $l, lines: [{ productId: $p, quantity: 1 }] }) { id } }`,
        { p: id, l: place },
      );
      expect(error).toBeUndefined();
    }
    return id;
  }
  const tamper = (sql: string) => stage.servers.database.pools.super.query(unguarded(sql));
  const verify = (page: Page) => page.getByRole('button', { name: 'Verify now' }).click(WAIT);

  it('says that every chain verifies, and of how many movements', async () => {
    await chain('SOUND');
    const { page, faults, close } = await stage.at('/integrity', { as: 'manager' });
    await verify(page);
    await page.getByText('Every chain verifies', { exact: true }).waitFor(WAIT);
    const { rows } = await stage.servers.database.pools.super.query<{ n: number }>(
      `select count(*)::int as n from inventory.movements where location_id = '${place}'`,
    );
    const said = await page.getByText(/^Verified \d+ of \d+ movements$/).innerText();
    const [, done, of] = /(\d+) of (\d+)/.exec(said)!;
    expect(done).toBe(of);
    expect(Number(done)).toBeGreaterThanOrEqual(rows[0]!.n);
    expect(faults).toEqual([]);
    await close();
  });

  it('a viewer is not offered it', async () => {
    const { page, close } = await stage.at('/integrity', { as: 'viewer' });
    await page.getByText('Chains that do not verify').waitFor(WAIT);
    expect(await page.getByRole('button', { name: 'Verify now' }).count()).toBe(0);
    await close();
  });

  it('a big ledger is verified in parts, can be stopped, and goes on where it was', async () => {
    await chain('LONG');
    const opened = await stage.at('/integrity', { as: 'admin' });
    const { page, context } = opened;
    let parts = 0;
    let hold: (() => void) | undefined;
    await context.route('**/graphql', async (route) => {
      const body = route.request().postData() ?? '';
      if (!body.includes('verifyLedger(')) return route.continue();
      parts++;
      // The second part is held until it was stopped.
      if (parts === 2) await new Promise<void>((resolve) => (hold = resolve));
      const small = body.replace('after: $after', 'after: $after, movements: 4');
      await route.continue({ postData: small }).catch(() => undefined);
    });
    await verify(page);
    await page.getByText(/^Verified 4 of \d+ movements$/).waitFor(WAIT);
    await page.getByText('Nothing wrong so far').waitFor(WAIT);
    await page.getByRole('progressbar').waitFor(WAIT);
    await page.getByRole('button', { name: 'Stop' }).click(WAIT);
    await page.getByText('Not everything is verified yet', { exact: true }).waitFor(WAIT);
    hold?.();
    const end = page.getByRole('status').filter({ hasText: 'Verification has ended' });
    await end.waitFor({ state: 'attached', ...WAIT });
    // What is verified is still so after another page was looked at.
    await page.getByRole('link', { name: 'Users' }).click(WAIT);
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor(WAIT);
    await page.goBack(WAIT);
    await page.getByText(/^Verified 4 of \d+ movements$/).waitFor(WAIT);
    await page.getByRole('button', { name: 'Go on' }).click(WAIT);
    await page.getByText('Every chain verifies', { exact: true }).waitFor(WAIT);
    const [, done, of] = /(\d+) of (\d+)/.exec(
      await page.getByText(/^Verified \d+ of \d+ movements$/).innerText(),
    )!;
    expect(done).toBe(of);
    expect(parts).toBeGreaterThan(2);
    await opened.close();
  });

  it('names batch, place and movement of what was changed, deleted and exchanged', async () => {
    const [changed, gap, exchanged] = [
      await chain('CHANGED'),
      await chain('GAP'),
      await chain('EXCHANGED'),
    ];
    const of = (product: string, sequence: number) =>
      `where product_id = '${product}' and sequence = ${sequence}`;
    await tamper(
      `update inventory.movements set quantity = quantity - 7, balance_after = balance_after - 7 ${of(changed, 2)};
       delete from inventory.movements ${of(gap, 3)};
       update inventory.movements set sequence = 99 ${of(exchanged, 3)};
       update inventory.movements set sequence = 3 ${of(exchanged, 4)};
       update inventory.movements set sequence = 4 ${of(exchanged, 99)}`,
    );
    const { page, faults, close } = await stage.at('/integrity', { as: 'admin' });
    await verify(page);
    await page.getByText('3 chains do not verify', { exact: true }).waitFor(WAIT);
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: `B-${name}` });
    const text = async (name: string) => (await row(name).innerText()).replaceAll(/\s+/g, ' ');
    expect(await text('CHANGED')).toMatch(
      /Movement 2 was changed: the hash stored is [0-9a-f]{12}, computed from the row [0-9a-f]{12} Good CHANGED, batch B-CHANGED at VAULT/,
    );
    expect(await text('GAP')).toContain(
      'Movement 3 is missing: the next one stored is 4 Good GAP, batch B-GAP at VAULT',
    );
    expect(await text('EXCHANGED')).toContain(
      'Movement 3 does not follow: the balance stored is 38, computed 39',
    );
    expect(await axeFindings(page)).toEqual([]);
    await row('GAP').getByRole('link', { name: 'B-GAP' }).click(WAIT);
    await page.waitForURL(/\/batches\//, WAIT);
    expect(faults).toEqual([]);
    await close();
  });
});
