import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { Readable } from 'node:stream';
import { EXPORTS } from '../../src/exports/export-list';
import { ParquetRows } from '../../src/exports/parquet';
import { openOperations, type Operations } from '../support/operations';

type Row = Record<string, unknown>;

/** Filters that an export needs. */
const NEEDED: Record<string, string> = {
  'bin-card': 'productId=TEA',
  'stock-audit': 'from=2000-01-01&to=2099-12-31',
  margins: 'from=2000-01-01&to=2099-12-31',
};

describe('an export', () => {
  let shop: Operations;
  let base: string;
  let tea: string;
  let batch: string;

  beforeAll(async () => {
    shop = await openOperations();
    base = shop.server.api.url.replace('/graphql', '/export/');
    tea = await shop.product('TEA', {
      name: '=Tea "Ümlaut"',
      codes: [{ code: 'TEA-OLD', kind: 'INTERNAL' }],
    });
    const line = { batchNumber: 'LOT-1', unitCost: '1.25', expiryDate: '2099-01-31' };
    batch = await shop.receive(shop.adenta, tea, 100, line);
    await shop.receive(shop.cowLane, tea, 7);
    await shop.product('NEVER-IN-STOCK');
    await shop.sell(shop.adenta, [{ productId: tea, quantity: 3 }], { receiptNumber: 'R-77' });
  });
  afterAll(() => shop?.close());

  async function get(path: string, role = 'manager') {
    const { api, shop: small } = shop.server;
    const authorization = `Bearer ${await api.token(small.tenant, role as 'viewer')}`;
    const response = await fetch(base + path, { headers: { authorization } });
    return { response, body: Buffer.from(await response.arrayBuffer()) };
  }
  const rowsOf = async (path: string): Promise<Row[]> => {
    const { body } = await get(path);
    const lines = body.toString().split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Row);
  };
  const refusal = async (path: string, role?: string) => {
    const { response, body } = await get(path, role);
    const { errors } = JSON.parse(body.toString()) as {
      errors: [{ extensions: { code: string; details: object } }];
    };
    return { status: response.status, ...errors[0].extensions };
  };

  it.each(EXPORTS.map(({ name }) => name))(
    '%s has the same rows in each format, and a name',
    async (name) => {
      const query = NEEDED[name] ? `?${NEEDED[name]}` : '';
      const rows = await rowsOf(`${name}.ndjson${query}`);
      expect(rows.length).toBeGreaterThan(0);

      const csv = await get(`${name}.csv${query}`);
      expect(csv.response.headers.get('content-disposition')).toBe(
        `attachment; filename="${name}.csv"`,
      );
      const table: string[][] = parse(csv.body);
      const [head, ...cells] = table;
      expect(head).toEqual(Object.keys(rows[0]!));
      expect(cells).toHaveLength(rows.length);

      const { body, response } = await get(`${name}.parquet${query}`);
      expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet');
      const file = new Uint8Array(body).buffer;
      const { schema } = parquetMetadata(file);
      expect(schema.slice(1).map((column) => column.name)).toEqual(head);
      const read = await parquetReadObjects({ file });
      expect(read.map(plain)).toEqual(rows.map(plain));
    },
  );

  it('names what it has ids of, and says what it cost', async () => {
    expect((await rowsOf('products.ndjson')).find(({ sku }) => sku === 'TEA')).toMatchObject({
      ...{ product_id: tea, product_name: '=Tea "Ümlaut"', other_codes: 'TEA-OLD' },
      ...{ on_hand: 104, available: 104, base_unit: 'unit' },
    });
    const place = { location: 'ADENTA', location_name: 'ADENTA', location_id: shop.adenta };
    const goods = { sku: 'TEA', product_id: tea, product_name: '=Tea "Ümlaut"' };
    const lot = { batch_id: batch, batch_number: 'LOT-1', unit_cost: '1.250000' };
    const at = '?locationId=adenta';
    const lines: [string, Row][] = [
      ['batches', { ...place, ...goods, ...lot, intake_quantity: 100, remaining_quantity: 97 }],
      ['levels', { ...place, ...goods, on_hand: 97, reserved: 0, available: 97 }],
      [
        'stock',
        { ...place, ...goods, ...lot, quantity: 97, sellable: true, expiry_date: '2099-01-31' },
      ],
      ['receipts', { ...place, ...goods, ...lot, quantity: 100, unit: 'unit', voided: false }],
      ['sales', { ...place, ...goods, receipt_number: 'R-77', quantity: 3, refunded_quantity: 0 }],
    ];
    for (const [name, line] of lines) {
      expect([name, await rowsOf(`${name}.ndjson${at}`)]).toEqual([
        name,
        [expect.objectContaining(line)],
      ]);
    }
    const sold = await rowsOf('movements.ndjson?documentId=r-77');
    expect(sold).toEqual([
      expect.objectContaining({ kind: 'SALE', quantity: -3, ...goods, ...lot, ...place }),
    ]);
    const changes = await rowsOf('audit-log.ndjson?entity=product&action=INSERT');
    expect(changes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['TEA', 'NEVER-IN-STOCK']),
    );
  });

  it('takes codes where it takes ids, and refuses what names nothing before it begins', async () => {
    const byId = await rowsOf(`stock.ndjson?batchId=${batch}`);
    expect(byId).toHaveLength(1);
    expect(await rowsOf('stock.ndjson?batchId=lot-1&productId=tea-old&locationId=ADENTA')).toEqual(
      byId,
    );
    expect(await rowsOf('sales.ndjson?saleId=r-77')).toHaveLength(1);
    for (const [path, code, field] of [
      ['stock.csv?batchId=none', 'BATCH_UNKNOWN', 'batchId'],
      ['sales.parquet?saleId=none', 'SALE_UNKNOWN', 'saleId'],
      ['levels.ndjson?productId=none', 'PRODUCT_UNKNOWN', 'productId'],
      ['levels.csv?locationId=a&locationId=b', 'BAD_USER_INPUT', 'locationId'],
      ['levels.csv?from=2026-01-01', 'BAD_USER_INPUT', 'from'],
      ['levels.ndjson?bom=true', 'BAD_USER_INPUT', 'bom'],
      ['levels.csv?bom=yes', 'BAD_USER_INPUT', 'bom'],
      ['products.csv?status=COMPLETED', 'BAD_USER_INPUT', 'status'],
    ] as const) {
      expect(await refusal(path)).toMatchObject({ status: 400, code, details: { field } });
    }
  });

  it('begins with a byte order mark where that is asked for', async () => {
    const [plainly, marked] = [await get('products.csv'), await get('products.csv?bom=true')];
    expect(marked.body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(marked.body.subarray(3)).toEqual(plainly.body);
    expect((await get('products.csv?bom=false')).body).toEqual(plainly.body);
    expect(plainly.body.toString()).toContain(`"'=Tea ""Ümlaut"""`);
  });

  it('of the audit log is for managers, as the query is', async () => {
    expect((await get('audit-log.csv', 'manager')).response.status).toBe(200);
    expect(await refusal('audit-log.csv', 'clerk')).toMatchObject({
      ...{ status: 403, code: 'FORBIDDEN', details: { role: 'clerk', needed: 'manager' } },
    });
  });

  it('is not there in another format', async () => {
    expect((await get('products.xlsx')).response.status).toBe(404);
    expect((await get('products.constructor')).response.status).toBe(404);
  });
});

/** A row with the values of Parquet and of JSON in one form. */
function plain(row: Row): Row {
  const values = Object.entries(row).map(([name, value]) => {
    if (value instanceof Date) {
      const time = value.toISOString();
      return [name, /_date$|_on$/.test(name) ? time.slice(0, 10) : time];
    }
    if (typeof value === 'bigint') return [name, Number(value)];
    if (
      /^(unit_cost|unit_price|price|value|\w+_value|cost|parts_cost|cost_of_sales|revenue|margin)$/.test(
        name,
      ) &&
      value !== null
    )
      return [name, Number(value)];
    return [
      name,
      ['attributes', 'before', 'after', 'metadata'].includes(name) ? jsonOf(value) : value,
    ];
  });
  return Object.fromEntries(values) as Row;
}

function jsonOf(value: unknown): unknown {
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

describe('a Parquet file', () => {
  it('is written a group of rows at a time, however the lines come in pieces', async () => {
    const rows = 45_000;
    let given = 0;
    function* pieces() {
      for (let row = 0; row < rows; row++) {
        given++;
        const line = Buffer.from(`{"id":"é${row}","n":${row},"cost":"${row}.5","day":null}\n`);
        yield line.subarray(0, 9);
        yield line.subarray(9);
      }
    }
    const columns = { id: 'uuid', n: 'bigint', cost: 'numeric', day: 'date' };
    const source = Readable.from(pieces(), { objectMode: false });
    const file: Buffer[] = [];
    const groupsGivenAt: number[] = [];
    for await (const chunk of source.pipe(new ParquetRows(columns)) as AsyncIterable<Buffer>) {
      file.push(chunk);
      groupsGivenAt.push(given);
    }
    // The first group is there before half of the rows are read.
    expect(groupsGivenAt.length).toBeGreaterThanOrEqual(3);
    expect(groupsGivenAt[0]).toBeLessThan(rows / 2);
    const read = await parquetReadObjects({ file: new Uint8Array(Buffer.concat(file)).buffer });
    expect(read).toHaveLength(rows);
    expect(read[rows - 1]).toEqual({
      id: `é${rows - 1}`,
      n: BigInt(rows - 1),
      cost: rows - 0.5,
      day: null,
    });
  });

  it('without rows has its columns', async () => {
    const chunks: Buffer[] = [];
    const empty = Readable.from([], { objectMode: false }).pipe(
      new ParquetRows({ id: 'uuid', n: 'bigint' }),
    );
    for await (const chunk of empty as AsyncIterable<Buffer>) chunks.push(chunk);
    const file = new Uint8Array(Buffer.concat(chunks)).buffer;
    expect(parquetMetadata(file)).toMatchObject({ num_rows: 0n });
    expect(await parquetReadObjects({ file })).toEqual([]);
  });
});
