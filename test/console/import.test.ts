import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';

// Bringing a file in: dropped, checked as the live run would, brought in, the refused rows downloaded and mended.

const HOSTILE = '<img src=x onerror=alert(1)> \u202eright to left\u202c';

describeWithBrowser('import in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  const drop = async (page: Page, name: string, text: string) => {
    const file = await page.evaluateHandle(
      ([called, holds]) => {
        const { DataTransfer, File } = globalThis as unknown as {
          DataTransfer: new () => { items: { add(file: unknown): void } };
          File: new (parts: string[], name: string, options: object) => unknown;
        };
        const dropped = new DataTransfer();
        dropped.items.add(new File([holds!], called!, { type: 'text/csv' }));
        return dropped;
      },
      [name, text],
    );
    const box = page.locator('label', { has: page.locator('input[type=file]') });
    await box.dispatchEvent('drop', { dataTransfer: file }, WAIT);
  };
  const choose = (page: Page, name: string, text: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }, WAIT);

  it('a file is guessed, checked and brought in by one button', async () => {
    const { page, faults, close } = await stage.at('/import', { as: 'manager' });
    await page.getByText('No file has come in yet').waitFor(WAIT);
    await drop(page, 'p.csv', `SKU;Name;colour\nF-1;Fork;red\nF-2;"${HOSTILE}";blue\n`);
    await page.getByText('Checked: nothing is in yet').waitFor(WAIT);
    expect(await page.getByLabel('Name becomes').inputValue()).toBe('name');
    expect((await stage.server.ask('{ product(sku: "F-1") { id } }')).data.product).toBeNull();
    // A column that is no field becomes an attribute.
    await page.getByLabel('colour becomes').selectOption({ label: 'an attribute' });
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await page.getByRole('button', { name: 'Bring 2 rows in' }).click(WAIT);
    await page.getByText('Brought in').waitFor(WAIT);
    const { data } = await stage.server.ask(
      '{ one: product(sku: "F-1") { name attributes } two: product(sku: "F-2") { name } }',
    );
    expect(data).toEqual({
      one: { name: 'Fork', attributes: { colour: 'red' } },
      two: { name: HOSTILE },
    });
    expect(faults).toEqual([]);
    await close();
  });

  it('each problem is on its row and column; the refused rows are downloaded, mended and brought in', async () => {
    const { page, faults, close } = await stage.at('/import', { as: 'clerk' });
    await drop(page, 's.csv', 'sku,location,qty\nF-1,L1,5\nF-1,MOON,1\n=F-2,L1,-1\nF-2,L1,x\n');
    await page.getByRole('heading', { name: 'Rows that are refused' }).waitFor(WAIT);
    expect(await page.getByLabel('What the file holds').inputValue()).toBe('stock');
    const moon = page.getByRole('row').filter({ hasText: 'LOCATION_UNKNOWN' });
    expect(await moon.getByRole('cell').first().innerText()).toBe('3');
    expect(await moon.locator('[class*=bad]').innerText()).toBe('MOON');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Bring 1 row in' }).click(WAIT);
    await page.getByText('Brought in').waitFor(WAIT);
    const [download] = await Promise.all([
      page.waitForEvent('download', WAIT),
      page.getByRole('button', { name: 'Download the refused rows' }).click(WAIT),
    ]);
    expect(download.suggestedFilename()).toBe('s-refused.csv');
    const refused = readFileSync(await download.path(), 'utf8');
    const lines = refused.replace(/\r\n$/, '').split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe('\ufeffproblem,sku,location,qty');
    expect(lines[1]).toMatch(/LOCATION_UNKNOWN: .*,F-1,MOON,1$/);
    expect(lines[2]).toContain(",'=F-2,L1,'-1");
    await drop(page, 'mended.csv', refused.replaceAll('MOON', 'L2').replace(/,x$/m, ',7'));
    await page.getByRole('button', { name: 'Bring 2 rows in' }).click(WAIT);
    await page.getByText('Brought in').waitFor(WAIT);
    const { data } = await stage.server.ask(
      '{ one: product(sku: "F-1") { available } two: product(sku: "F-2") { available } }',
    );
    expect(data).toEqual({ one: { available: 6 }, two: { available: 7 } });
    expect(faults).toEqual([]);
    await close();
  });

  it('what each row would change is shown before and after, and that comes in, and nothing else', async () => {
    const { page, faults, close } = await stage.at('/import', { as: 'manager' });
    await drop(page, 'n.csv', 'sku,name,colour\nF-1,Ladle,red\nF-2,Bowl,blue\nF-3,Cup,\n');
    const changes = page.getByRole('table', { name: 'What each row changes' });
    await changes.waitFor(WAIT);
    await page.getByLabel('colour becomes').selectOption({ label: 'an attribute' });
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await changes.getByRole('row').filter({ hasText: 'F-1' }).waitFor(WAIT);
    const cells = (row: string) =>
      changes.getByRole('row').filter({ hasText: row }).first().getByRole('cell').allInnerTexts();
    expect((await cells('F-1')).slice(2)).toEqual(['Name', 'Fork', 'Ladle']);
    expect((await cells('F-3')).slice(2)).toEqual(['Name', '–', 'Cup']);
    expect(await axeFindings(page)).toEqual([]);
    // Somebody renames a product between the check and the button.
    const { data } = await stage.server.ask('{ product(sku: "F-1") { id } }');
    await stage.server.ask(
      `mutation { updateProduct(input: { id: "${data.product.id}", name: "Spade" }) { id } }`,
    );
    await page.getByRole('button', { name: 'Bring 3 rows in' }).click(WAIT);
    await page.getByText('Changed since it was checked').waitFor(WAIT);
    const stale = page.getByRole('row').filter({ hasText: 'STALE_VERSION' });
    expect(await stale.innerText()).toContain('name Fork of F-1, and now it is Spade');
    expect(await stale.innerText()).toContain('“Check again” shows what');
    const names = '{ one: product(sku: "F-1") { name } two: product(sku: "F-2") { name } }';
    expect((await stage.server.ask(names)).data).toEqual({
      ...{ one: { name: 'Spade' }, two: { name: 'Bowl' } },
    });
    // Seen as it is now, it comes in.
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await page.getByRole('button', { name: 'Bring 1 row in' }).waitFor(WAIT);
    await changes.getByRole('row').filter({ hasText: 'Spade' }).waitFor(WAIT);
    expect((await cells('F-1')).slice(2)).toEqual(['Name', 'Spade', 'Ladle']);
    await page.getByRole('switch', { name: 'Only what changes' }).click(WAIT);
    await changes.getByRole('row').filter({ hasText: 'unchanged' }).first().waitFor(WAIT);
    await page.getByRole('button', { name: 'Bring 1 row in' }).click(WAIT);
    await page.getByText('Brought in').waitFor(WAIT);
    expect((await stage.server.ask(names)).data.one).toEqual({ name: 'Ladle' });
    expect(faults).toEqual([]);
    await close();
  });

  it('what was sent and not answered is sent again as it was, and comes in once', async () => {
    const { page, context, close } = await stage.at('/import', { as: 'manager' });
    await drop(page, 'lost.csv', 'sku,name,shade\nF-9,Whisk,red\n');
    await page.getByLabel('shade becomes').selectOption({ label: 'an attribute' }, WAIT);
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    const bring = page.getByRole('button', { name: 'Bring 1 row in' });
    await bring.waitFor(WAIT);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('live=true')) sent.push(request.url());
    });
    await context.route('**/import/products?*', async (route) => {
      await route.fetch();
      return route.abort();
    });
    await bring.click(WAIT);
    await page.getByText('No answer came: it may have been written').waitFor(WAIT);
    // What was shown stays, and nothing of it can be changed.
    await page.getByRole('table', { name: 'What each row changes' }).waitFor(WAIT);
    expect(await page.getByLabel('shade becomes').isDisabled()).toBe(true);
    expect(await page.getByLabel('What the file holds').isDisabled()).toBe(true);
    expect(await page.locator('input[type=file]').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Check again' }).count()).toBe(0);
    await context.unrouteAll();
    await page.getByRole('button', { name: 'Send again' }).click(WAIT);
    await page.getByText('Brought in', { exact: true }).waitFor(WAIT);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
    const { data } = await stage.server.ask('{ product(sku: "F-9") { version attributes } }');
    expect(data.product).toEqual({ version: 1, attributes: { shade: 'red' } });
    await close();
  });

  it('a file of which all or none is to come in is not said to be in where a row has changed', async () => {
    const { page, close } = await stage.at('/import', { as: 'manager' });
    await drop(page, 'all.csv', 'sku,name,kind\nF-1,Scoop,red\nF-8,Sieve,blue\n');
    await page.getByLabel('kind becomes').selectOption({ label: 'an attribute' }, WAIT);
    await page.getByText('All rows or none').click(WAIT);
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    // An attribute is called as it is, whatever field has its name.
    const changes = page.getByRole('table', { name: 'What each row changes' });
    await changes.getByRole('cell', { name: 'kind', exact: true }).first().waitFor(WAIT);
    const { data } = await stage.server.ask('{ product(sku: "F-1") { id } }');
    await stage.server.ask(
      `mutation { updateProduct(input: { id: "${data.product.id}", name: "Trowel" }) { id } }`,
    );
    await page.getByRole('button', { name: 'Bring 2 rows in' }).click(WAIT);
    await page.getByText('Nothing was brought in').waitFor(WAIT);
    expect(await page.getByText('Brought in', { exact: true }).count()).toBe(0);
    expect((await stage.server.ask('{ product(sku: "F-8") { id } }')).data.product).toBeNull();
    // The columns are still needed: leaving is asked about.
    await page.getByRole('link', { name: 'Today' }).first().click(WAIT);
    await page.getByRole('button', { name: 'Stay' }).click(WAIT);
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await page.getByRole('button', { name: 'Bring 2 rows in' }).click(WAIT);
    await page.getByText('Brought in', { exact: true }).waitFor(WAIT);
    await close();
  });

  it('what the file does not say is asked for: a missing column, the decimal character', async () => {
    const { page, faults, close } = await stage.at('/import', { as: 'clerk' });
    await choose(page, 'c.csv', 'sku;qty;cost\nF-1;2;1,200\n');
    await page.getByRole('alert').filter({ hasText: 'No column is Place' }).waitFor(WAIT);
    await page.getByLabel('Place of every row').selectOption('L1');
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await page.getByRole('alert').filter({ hasText: '1,200' }).waitFor(WAIT);
    await page.getByLabel('Decimal character').selectOption(',');
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await page.getByRole('button', { name: 'Bring 1 row in' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('earlier files and what was refused of them can be read', async () => {
    const { page, faults, close } = await stage.at('/import', { as: 'clerk' });
    const runs = page.getByRole('table', { name: 'Earlier files' });
    await runs.getByRole('link', { name: 's.csv' }).first().click(WAIT);
    await page.getByRole('heading', { name: 's.csv', level: 1 }).waitFor(WAIT);
    await page.getByText('LOCATION_UNKNOWN').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it.each([
    {
      locale: 'en-GB',
      kind: 'What the file holds',
      days: 'Days in “expiry” can be read in two ways: 01/02/2031',
      choose: 'Choose how days are written.',
      missing: 'No column is Quantity',
      cell: '“2031-02-30” is no day that exists, as days are written here',
    },
    {
      locale: 'de-DE',
      kind: 'Was die Datei enthält',
      days: 'Tage in „expiry“ lassen sich auf zwei Arten lesen: 01/02/2031',
      choose: 'Auswählen, wie Tage geschrieben sind.',
      missing: 'Keine Spalte ist Menge',
      cell: '„2031-02-30“ ist kein Tag, den es gibt, so wie Tage hier geschrieben sind',
    },
  ])('says in words of the page what is wrong with a file: $locale', async (words) => {
    const { page, faults, close } = await stage.at('/import', {
      as: 'clerk',
      locale: words.locale,
    });
    await page.getByLabel(words.kind).waitFor(WAIT);
    await drop(page, 'a.csv', 'sku,location,qty,expiry\nF-1,L1,1,01/02/2031\n');
    await page.getByText(words.days).waitFor(WAIT);
    await page.getByText(words.choose).waitFor(WAIT);
    await drop(page, 'b.csv', 'sku,location\nF-1,L1\n');
    await page.getByText(words.missing).waitFor(WAIT);
    await choose(page, 'c.csv', 'sku,location,qty,expiry\nF-1,L1,1,2031-02-30\n');
    await page.getByText(words.cell).waitFor(WAIT);
    expect(await page.locator('main').innerText()).not.toMatch(/--|VALUE_MISSING/);
    expect(faults).toEqual([]);
    await close();
  });

  it('a clerk brings stock in and no products; a viewer is shown nothing of it', async () => {
    const clerk = await stage.at('/import', { as: 'clerk' });
    const kinds = clerk.page.getByLabel('What the file holds').locator('option');
    await kinds.first().waitFor({ state: 'attached', ...WAIT });
    expect(await kinds.allInnerTexts()).toEqual(['Stock']);
    await clerk.close();
    const { page, close } = await stage.at('/import', { as: 'viewer' });
    await page.getByText('Your role does not include this').waitFor(WAIT);
    const nav = page.getByRole('navigation', { name: 'Pages' });
    expect(await nav.getByRole('link', { name: 'Import' }).count()).toBe(0);
    await close();
  });

  it.each(['light', 'dark'] as const)('axe-core finds nothing: %s', async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 780 },
    ]) {
      const look = { colorScheme, viewport, reducedMotion: 'reduce' } as const;
      const { page, close } = await stage.at('/import', { as: 'admin', ...look });
      await page.getByRole('table', { name: 'Earlier files' }).waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.getByRole('link', { name: 's.csv' }).first().click(WAIT);
      await page.getByText('LOCATION_UNKNOWN').waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.goBack(WAIT);
      await drop(page, 's.csv', 'sku,location,qty\nF-1,MOON,1\nF-1,L1,9\n');
      await page.getByText('LOCATION_UNKNOWN').waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      const change = page.getByRole('table', { name: 'What each row changes' });
      // Where there is little room it stands under what the row is about.
      const below = change.getByText(/On hand: \d+ → \d+/);
      await (viewport.width < 900 ? below : change.getByText('On hand', { exact: true }))
        .first()
        .waitFor(WAIT);
      await close();
    }
  });
});
