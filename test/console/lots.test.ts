import { randomBytes } from 'node:crypto';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// A lot and a batch: where they came from, where they went, what is done with them, and the proof of what is shown.

const PAST = '2020-03-02';

describeWithBrowser('lots in the console', () => {
  let stage: ConsoleStage;
  let lot: string;
  let batch: string;
  const ask = async (query: string) => {
    const { data, error } = await stage.server.ask(query);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open({}, { signingSecret: randomBytes(32) });
    await ask('mutation { createProduct(input: { sku: "JAM", name: "Plum jam" }) { id } }');
    const { receiveStock } = await ask(
      `mutation { receiveStock(input: { locationId: "L1", reference: "DN-1", businessDate: "${PAST}",
         lines: [{ productId: "JAM", quantity: 30, batchNumber: "PLUM-1", expiryDate: "2099-01-31" }] })
       { batches { id lot { id } } } }`,
    );
    [
      {
        id: batch,
        lot: { id: lot },
      },
    ] = receiveStock.batches;
    await ask(`mutation { closeDay(businessDate: "${PAST}") }`);
    const { requestTransfer } = await ask(
      `mutation { requestTransfer(input: { fromLocationId: "L1", toLocationId: "L2", lines: [{ productId: "JAM", quantity: 10 }] }) { id status } }`,
    );
    if (requestTransfer.status === 'REQUESTED')
      await stage.server.post(
        { query: `mutation { approveTransfer(id: "${requestTransfer.id}") { id } }` },
        { authorization: `Bearer ${await stage.server.token('admin', 'other')}` },
      );
    await ask(`mutation { fulfillTransfer(id: "${requestTransfer.id}") { id } }`);
    await ask(
      `mutation { recordSale(input: { locationId: "L2", receiptNumber: "R-71", lines: [{ productId: "JAM", quantity: 4 }] }) { id } }`,
    );
  });
  afterAll(() => stage?.close());

  it('shows where a lot came from and went, and recalls it with a reason', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'manager' });
    await page.getByRole('link', { name: 'Plum jam' }).click(WAIT);
    await page.getByRole('tab', { name: 'Lots' }).click(WAIT);
    await page.getByRole('link', { name: 'PLUM-1' }).click(WAIT);
    await page.getByRole('heading', { name: 'Lot PLUM-1' }).waitFor(WAIT);
    const flow = page.getByRole('img', { name: /From receipts/ });
    await flow.waitFor(WAIT);
    const titles = await flow.locator('title').allTextContents();
    expect(titles.filter((each) => /: (30|10|4|20|6) unit$/.test(each))).toHaveLength(5);
    const sales = page.getByRole('table', { name: 'Sales' });
    await sales.getByRole('link', { name: 'R-71' }).waitFor(WAIT);
    await page.getByRole('button', { name: 'Recall', exact: true }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Recall lot PLUM-1' });
    await dialog.getByLabel('Reason').fill('   ');
    await dialog.getByRole('button', { name: 'Recall it' }).click(WAIT);
    await dialog.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('glass found');
    await dialog.getByRole('button', { name: 'Recall it' }).click(WAIT);
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await page.getByText('Recalled', { exact: true }).first().waitFor(WAIT);
    const { lot: recalled } = await ask(`{ lot(id: "${lot}") { status available } }`);
    expect(recalled).toEqual({ status: 'RECALLED', available: 0 });
    await page.getByRole('button', { name: 'Release', exact: true }).click(WAIT);
    await page.getByRole('dialog').getByLabel('Reason').fill('it was another lot');
    await page.getByRole('button', { name: 'Release it' }).click(WAIT);
    await page.getByRole('button', { name: 'Quarantine', exact: true }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('corrects the expiry with a reason; a page that is out of date is refused in words', async () => {
    const { page, close } = await stage.at(`/lots/${lot}`, { as: 'manager' });
    const correct = async (day: string) => {
      const dialog = page.getByRole('dialog', { name: 'Expiry of lot PLUM-1' });
      await dialog.getByLabel('Last day of sale; empty: it does not expire').fill(day);
      await dialog.getByLabel('Reason').fill('misread');
      await dialog.getByRole('button', { name: 'Correct the date' }).click(WAIT);
      return dialog;
    };
    await page.getByRole('button', { name: 'Correct the expiry' }).click(WAIT);
    await (await correct('2098-06-30')).waitFor({ state: 'hidden', ...WAIT });
    await page.getByText('expires 30 Jun 2098').waitFor(WAIT);
    await page.getByRole('button', { name: 'Correct the expiry' }).click(WAIT);
    await ask(
      `mutation { correctLotExpiry(lotId: "${lot}", expiryDate: "2097-01-01", reason: "another") { id } }`,
    );
    const dialog = await correct('2096-01-01');
    await dialog.getByRole('alert').waitFor(WAIT);
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('misread');
    await close();
  });

  /** Opens the batch with answers that say something else than the server. */
  const opened = async (change: (text: string) => string) => {
    const stageAt = await stage.at('/integrity', { as: 'viewer' });
    await stageAt.context.route('**/graphql', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: change(await answer.text()) });
    });
    await stageAt.page.goto(`${stage.server.base}/batches/${batch}`, WAIT);
    return stageAt;
  };

  it('proves the movements of a batch in the browser, with one proof for each chain', async () => {
    const { page, faults, close } = await stage.at(`/batches/${batch}`, { as: 'viewer' });
    let proofs = 0;
    page.on('request', (request) => {
      if (request.postData()?.includes('query MovementProof')) proofs += 1;
    });
    await page.getByRole('button', { name: 'Verify here' }).click(WAIT);
    const verdict = page.getByRole('status').filter({ hasText: 'as they were signed' });
    await verdict.getByText('3 are of days that are not closed yet').waitFor(WAIT);
    expect(await page.getByText('proven', { exact: true }).count()).toBe(1);
    expect(await page.getByText('open day', { exact: true }).count()).toBe(3);
    // At each of two places one is refused, which names the last closed day; at one of them something was closed.
    expect(proofs).toBe(3);
    expect(faults).toEqual([]);
    await close();
  });

  it.each([
    ['a closed day', '"kind":"RECEIPT","quantity":30', '"quantity":31', 'movement 1 at L1'],
    ['an open day', '"kind":"SALE","quantity":-4', '"quantity":-5', 'movement 2 at L2'],
  ])('names the movement of %s that is shown otherwise', async (_, from, to, where) => {
    const { page, close } = await opened((text) =>
      text.replace(from, from.replace(/"quantity":.*/, to)),
    );
    await page.getByRole('button', { name: 'Verify here' }).click(WAIT);
    const wrong = page.getByRole('alert').filter({ hasText: `Not as it was written: ${where}` });
    await wrong.getByText('quantity').waitFor(WAIT);
    expect(await page.getByText('wrong', { exact: true }).count()).toBe(1);
    await close();
  });

  it('names a movement of an open day whose row and text were both rewritten', async () => {
    const { page, close } = await opened((text) =>
      text
        .replace(', -4, 2, 10, ', ', -5, 2, 10, ')
        .replace('"kind":"SALE","quantity":-4', '"kind":"SALE","quantity":-5')
        .replace('"balanceAfter":6', '"balanceAfter":5'),
    );
    await page.getByRole('button', { name: 'Verify here' }).click(WAIT);
    const wrong = page.getByRole('alert').filter({ hasText: 'movement 2 at L2' });
    await wrong.getByText('hash', { exact: true }).waitFor(WAIT);
    await close();
  });

  it('says how many of all it has verified, and reads the rest when asked', async () => {
    const stageAt = await stage.at('/integrity', { as: 'viewer' });
    const { page, close } = stageAt;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await stageAt.context.route('**/graphql', async (route) => {
      const body = route.request().postData() ?? '';
      if (!body.includes('query BatchWithMovements')) return route.continue();
      if (!body.includes('"after":null')) await released;
      return route.continue({ postData: body.replace('first: 500', 'first: 2') });
    });
    await page.goto(`${stage.server.base}/batches/${batch}`, WAIT);
    await page.getByRole('button', { name: 'Verify here' }).click(WAIT);
    await page.getByText('2 of 4 movements verified').waitFor(WAIT);
    await page.getByRole('button', { name: 'Verify all 4' }).click(WAIT);
    await page.getByRole('status').filter({ hasText: '2 of 4 movements read' }).waitFor(WAIT);
    release();
    await page.getByText('3 are of days that are not closed yet').waitFor(WAIT);
    expect(await page.getByText(/of 4 movements verified/).count()).toBe(0);
    await close();
  });

  it('proves up to a checkpoint that was kept, and refuses one of another ledger', async () => {
    const { checkpointConsistency } = await ask(
      `{ checkpointConsistency(from: "${PAST}", to: "${PAST}") { content } }`,
    );
    const { page, close } = await stage.at(`/batches/${batch}`, { as: 'viewer' });
    const file = page.locator('input[type=file]');
    const kept = (content: string) => ({
      ...{ name: 'kept.json', mimeType: 'application/json', buffer: Buffer.from(content) },
    });
    await page.getByRole('button', { name: 'Against a checkpoint' }).waitFor(WAIT);
    await file.setInputFiles(kept(checkpointConsistency.content));
    await page.getByText('up to the checkpoint of 2 Mar 2020 that you kept').waitFor(WAIT);
    const [header, , signature] = JSON.parse(checkpointConsistency.content).to.split('.');
    const payload = Buffer.from(JSON.stringify({ businessDate: PAST })).toString('base64url');
    const other = JSON.stringify({ checkpoint: [header, payload, signature].join('.') });
    await file.setInputFiles(kept(other));
    await page.getByText('The checkpoint that was kept is not in the file').waitFor(WAIT);
    await file.setInputFiles(kept('{}'));
    await page.getByText('The file has no checkpoint').waitFor(WAIT);
    await close();
  });
});
