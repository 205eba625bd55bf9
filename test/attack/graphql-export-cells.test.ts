import { parse } from 'csv-parse/sync';
import { openTarget, type Target } from './calls';
import { guardText } from '../../src/exports/csv';
import { HARMLESS_CELLS, HOSTILE_CELLS, runsFormula } from '../support/spreadsheet';
import { INJECTIONS } from './hostile-texts';

const TEXTS = [
  ...HOSTILE_CELLS.map(([text]) => text),
  ...HARMLESS_CELLS.filter(Boolean),
  ...INJECTIONS,
];

/** The columns that hold what somebody wrote: codes, which are stored clean, and other texts, as they are. */
const CODES = ['sku', 'batch_number', 'location'];
const WRITTEN = [...CODES, 'actor', 'reason'];

describe('what a spreadsheet makes of an export', () => {
  let target: Target;
  let base: string;
  let authorization: string;
  /** The codes that begin with the texts, as they are stored. */
  let codes: string[];

  const get = async (file: string) => {
    const response = await fetch(`${base}/export/${file}`, { headers: { authorization } });
    return response.text();
  };

  beforeAll(async () => {
    target = await openTarget();
    const { api, shop } = target.stage;
    base = api.url.replace('/graphql', '');
    authorization = `Bearer ${await api.token(shop.tenant, 'viewer')}`;
    // One of everything that somebody can name: a product, a batch, a place, an actor and a reason.
    // Of texts that are the same code, each but the first gets a number.
    const { rows } = await target.stage.database.pools.super.query<{ given: string; code: string }>(
      `select case when c = 1 then t else t || ' ' || n end as given,
         inventory.clean_code(case when c = 1 then t else t || ' ' || n end) as code
       from (select t, n, row_number() over (partition by inventory.code_key(t) order by n) as c
             from unnest($1::text[]) with ordinality u (t, n)) x order by n`,
      [TEXTS],
    );
    codes = rows.map(({ code }) => code);
    for (const [n, text] of TEXTS.entries()) {
      const code = rows[n]!.given;
      const token = await api.token(shop.tenant, 'admin', text);
      const { data, errors } = await api.request(
        `mutation ($product: CreateProductInput!, $place: CreateLocationInput!) {
           createProduct(input: $product) { id } createLocation(input: $place) { id } }`,
        {
          product: { sku: code, name: text },
          place: { code, name: text, kind: 'STOREFRONT' },
        },
        { token },
      );
      expect(errors).toBeUndefined();
      const received = await api.request(
        `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { id } } }`,
        {
          input: {
            locationId: data.createLocation.id,
            lines: [{ productId: data.createProduct.id, batchNumber: code, quantity: 5 }],
          },
        },
        { token },
      );
      const corrected = await api.request(
        'mutation ($id: ID!, $reason: String!) { correctIntake(batchId: $id, quantity: 4, reason: $reason) { id } }',
        { id: received.data.receiveStock.batches[0].id, reason: text },
        { token },
      );
      expect(corrected.errors).toBeUndefined();
    }
  });
  afterAll(() => target?.stage.close());

  const rowsOf = (text: string) => parse<Record<string, string>>(text, { columns: true });
  const written = (rows: Record<string, string>[], columns = WRITTEN) =>
    rows.flatMap((row) =>
      columns.map((column) => row[column]).filter((cell) => cell !== undefined),
    );
  const textsOf = (column: string) => (CODES.includes(column) ? codes : TEXTS);

  it.each([
    'movements.csv',
    'stock-audit.csv?from=2020-01-01&to=2099-12-31&groupBy=PRODUCT_AND_LOCATION',
  ])('%s holds no cell that a spreadsheet would run, and every text', async (file) => {
    const rows = rowsOf(await get(file));
    expect(written(rows).filter(runsFormula)).toEqual([]);
    const columns = WRITTEN.filter((column) => column in rows[0]!);
    expect(columns.length).toBeGreaterThan(1);
    for (const column of columns) {
      const texts = textsOf(column).map(guardText);
      expect(written(rows, [column])).toEqual(expect.arrayContaining(texts));
    }
  });

  it('bin-card.csv too', async () => {
    const rows = rowsOf(await get(`bin-card.csv?productId=${encodeURIComponent(codes[0]!)}`));
    expect(rows.map(({ quantity, balance }) => [quantity, balance])).toEqual([
      ['5', '5'],
      ['-1', '4'],
    ]);
    expect(new Set(written(rows).filter(Boolean))).toEqual(
      new Set([codes[0]!, TEXTS[0]!].map(guardText)),
    );
  });

  it('movements.ndjson holds every text as it is', async () => {
    const text = await get('movements.ndjson');
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    for (const column of WRITTEN) {
      expect(rows.map((row) => row[column])).toEqual(expect.arrayContaining(textsOf(column)));
    }
  });
});
