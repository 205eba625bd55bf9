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

describe('what a spreadsheet makes of an export', () => {
  let target: Target;
  let base: string;
  let authorization: string;

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
    for (const text of TEXTS) {
      const token = await api.token(shop.tenant, 'admin', text);
      const { data, errors } = await api.request(
        `mutation ($product: CreateProductInput!, $place: CreateLocationInput!) {
           createProduct(input: $product) { id } createLocation(input: $place) { id } }`,
        {
          product: { sku: text, name: text },
          place: { code: text, name: text, kind: 'STOREFRONT' },
        },
        { token },
      );
      expect(errors).toBeUndefined();
      const received = await api.request(
        `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { id } } }`,
        {
          input: {
            locationId: data.createLocation.id,
            lines: [{ productId: data.createProduct.id, batchNumber: text, quantity: 5 }],
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

  /** The columns that hold what somebody wrote. */
  const WRITTEN = ['sku', 'batch_number', 'location', 'actor', 'reason'];
  const rowsOf = (text: string) => parse<Record<string, string>>(text, { columns: true });
  const written = (rows: Record<string, string>[]) =>
    rows.flatMap((row) =>
      WRITTEN.map((column) => row[column]).filter((cell) => cell !== undefined),
    );

  it.each([
    'movements.csv',
    'stock-audit.csv?from=2020-01-01&to=2099-12-31&groupBy=PRODUCT_AND_LOCATION',
  ])('%s holds no cell that a spreadsheet would run, and every text', async (file) => {
    const cells = written(rowsOf(await get(file)));
    expect(cells.filter(runsFormula)).toEqual([]);
    expect(cells).toEqual(expect.arrayContaining(TEXTS.map(guardText)));
  });

  it('bin-card.csv too', async () => {
    const { data } = await target.stage.api.request(
      'query ($sku: String) { product(sku: $sku) { id } }',
      { sku: TEXTS[0] },
    );
    const rows = rowsOf(await get(`bin-card.csv?productId=${data.product.id}`));
    expect(rows.map(({ quantity, balance }) => [quantity, balance])).toEqual([
      ['5', '5'],
      ['-1', '4'],
    ]);
    expect(new Set(written(rows).filter(Boolean))).toEqual(new Set([guardText(TEXTS[0]!)]));
  });

  it('movements.ndjson holds every text as it is', async () => {
    const text = await get('movements.ndjson');
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    for (const column of WRITTEN) {
      expect(rows.map((row) => row[column])).toEqual(expect.arrayContaining(TEXTS));
    }
  });
});
