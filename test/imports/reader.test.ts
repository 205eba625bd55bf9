import iconv from 'iconv-lite';
import { appendFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { spool, spoolFile } from '../../src/imports/spooled-file';
import { inputsOf, tableOf } from './files';

const TEXT = 'sku;name\nK-1;Käse “alt” €\n';
const ROWS = [{ row: 2, cells: ['K-1', 'Käse “alt” €'] }];

describe('the encoding of a file', () => {
  it.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\ufeff${TEXT}`)],
    ['utf-16le', iconv.encode(TEXT, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
    ['utf-16le', iconv.encode(TEXT, 'utf-16le')],
    ['utf-16be', iconv.encode(TEXT, 'utf-16be')],
    ['windows-1252', iconv.encode(TEXT, 'windows-1252')],
  ])('is found: %s', async (encoding, bytes) => {
    const table = await tableOf(bytes);
    expect(table).toEqual({ encoding, separator: ';', columns: ['sku', 'name'], rows: ROWS });
  });

  it.each([
    [Buffer.from([0x1f, 0x8b, 8, 0]), 'FILE_BROKEN'],
    [gzipSync(TEXT).subarray(0, -12), 'FILE_BROKEN'],
    [Buffer.from('PK\u0003\u0004 sheet'), 'FILE_COMPRESSED'],
  ])('is none of a damaged file or a workbook', async (bytes, failure) => {
    await expect(tableOf(bytes)).rejects.toMatchObject({ failure });
  });

  it('is that of what a gzip file holds, and the limit is for what it holds', async () => {
    expect(await tableOf(gzipSync(TEXT))).toMatchObject({ encoding: 'utf-8', rows: ROWS });
    const packed = gzipSync(Buffer.alloc(3 * 1024 * 1024));
    await expect(spool(Readable.from([packed]), 'x', 2 * 1024 * 1024)).rejects.toMatchObject({
      failure: 'FILE_TOO_LARGE',
    });
  });
});

describe('the form of a file', () => {
  it.each([
    ['a,b\n"1,2",x\n', ',', ['1,2', 'x']],
    ['a;b\n1,2;x\n', ';', ['1,2', 'x']],
    ['a\tb\n"1\n2"\tx\n', '\t', ['1\n2', 'x']],
    ['sep=;\r\na;b\r\n1;x\r\n', ';', ['1', 'x']],
    ['"a;b,c",d\n1,x\n', ',', ['1', 'x']],
    ['a,b\n5" pipe,="007"\n', ',', ['5" pipe', '="007"']],
  ])('is found: %j', async (text, separator, cells) => {
    const table = await tableOf(text);
    expect(table).toMatchObject({ separator, rows: [{ row: 2, cells }] });
  });

  it('is refused where two separators fit as well', async () => {
    await expect(tableOf('a,b;c\n')).rejects.toMatchObject({ failure: 'SEPARATOR_UNKNOWN' });
    expect(await tableOf('a,b;c\n1,2;3\n', 'x.csv', ';')).toMatchObject({ columns: ['a,b', 'c'] });
  });

  it('counts rows as a spreadsheet does, and empty lines too', async () => {
    const { rows } = await tableOf('a,b\n\n"1\n1",2\n,\n3,4\n');
    expect(rows.map(({ row }) => row)).toEqual([3, 5]);
  });

  it('refuses a row with fewer or more cells than the header, and no other', async () => {
    const { rows } = await tableOf('a,b\n1\n1,2,3\n1,2,\n');
    expect(rows.map(({ row, broken }) => [row, broken])).toEqual([
      [2, 'The row has 1 cells, and the header 2'],
      [3, 'The row has 3 cells, and the header 2'],
      [4, undefined],
    ]);
  });

  it('reads JSON lines with the keys of all of them', async () => {
    const text =
      '{"sku": "A", "quantity": 5}\n\n{"sku": "B", "lot": null, "in": true}\n[1]\n{"sku": {}}\n';
    const { columns, rows } = await tableOf(text, 'x.jsonl');
    expect(columns).toEqual(['sku', 'quantity', 'lot', 'in']);
    expect(rows.map(({ row, cells, broken }) => [row, cells, broken !== undefined])).toEqual([
      [1, ['A', '5', '', ''], false],
      [3, ['B', '', '', 'true'], false],
      [4, ['[1]'], true],
      [5, ['{}', '', '', ''], true],
    ]);
  });

  it.each([
    ['an open quote', `a,b\n"1,2\n${'x,y\n'.repeat(5)}`, 'FILE_BROKEN'],
    ['a cell of a megabyte', `a,b\n${'x'.repeat(1_000_001)},2\n`, 'FILE_BROKEN'],
    ['a line of a megabyte', `{"a": "${'x'.repeat(1_000_001)}"}\n`, 'FILE_BROKEN'],
    ['a thousand and one columns', `${'a,'.repeat(1_000)}a\n`, 'COLUMNS_TOO_MANY'],
    ['a line of separators', ','.repeat(3_000_000), 'FILE_BROKEN'],
    ['a hundred thousand columns', `${','.repeat(100_000)}\n`, 'COLUMNS_TOO_MANY'],
    ['nothing', '', 'FILE_EMPTY'],
  ])('ends at %s', async (_, text, failure) => {
    await expect(tableOf(text)).rejects.toMatchObject({ failure });
  });

  it('is that of the moment at which it was opened', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'import-')), 'a.csv');
    await writeFile(file, 'a\n1\n');
    const copied = await spoolFile(file, 'a.csv');
    await writeFile(file, 'a\n2\n');
    const chunks = await copied.open().toArray();
    expect(Buffer.concat(chunks as Buffer[]).toString()).toBe('a\n1\n');
    await copied.close();
  });

  it('is refused where the file grows while it is read', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'import-')), 'a.csv');
    await writeFile(file, 'x'.repeat(10_000_000));
    let isCopied = false;
    const copying = spoolFile(file, 'a.csv').finally(() => (isCopied = true));
    const refused = expect(copying).rejects.toMatchObject({ failure: 'FILE_CHANGED' });
    while (!isCopied) await appendFile(file, 'more'); // at some moment it is being read
    await refused;
  });

  it('is not read beyond the limit', async () => {
    let given = 0;
    const endless = Readable.from(
      (function* () {
        while (given < 1_000) {
          given++;
          yield Buffer.alloc(1024 * 1024);
        }
      })(),
    );
    await expect(spool(endless, 'x', 3 * 1024 * 1024)).rejects.toMatchObject({
      failure: 'FILE_TOO_LARGE',
    });
    expect(given).toBeLessThan(10);
  });
});

const stock = (rows: string[][], ...head: string[]) =>
  [['sku', 'location', 'quantity', ...head], ...rows].map((row) => row.join(';')).join('\n');

describe('numbers', () => {
  it.each([
    ['1.200', '0,04', { quantity: 1200, unitCost: '0.04' }],
    ['1,200', '0.04', { quantity: 1200, unitCost: '0.04' }],
    ["1'200", '0.5', { quantity: 1200, unitCost: '0.5' }],
    ['1 200', '€ 1,5', { quantity: 1200, unitCost: '1.5' }],
    ['12.0', '.35', { quantity: 12, unitCost: '0.35' }],
    ['0.350', '1.850000', { amount: '0.35', unitCost: '1.85' }],
    ['1.200.300', '1', { quantity: 1_200_300, unitCost: '1' }],
    ['-2', '0', { quantity: -2, unitCost: '0' }],
    ['+7', '1.049,25', { quantity: 7, unitCost: '1049.25' }],
  ])('%s and %s are read', async (quantity, cost, expected) => {
    const text = stock([['A', 'L1', quantity, cost]], 'cost');
    const { inputs } = await inputsOf('stock', text);
    expect(inputs).toMatchObject([{ row: 2, sku: 'A', location: 'L1', ...expected }]);
  });

  it('that can be read in two ways are refused, unless the file or the caller says', async () => {
    const unclear = stock([['A', 'L1', '1.200']]);
    await expect(inputsOf('stock', unclear)).rejects.toMatchObject({
      failure: 'DECIMAL_AMBIGUOUS',
    });
    const quantityOf = async (decimal: string) =>
      (await inputsOf('stock', unclear, { decimal })).inputs[0] as { quantity: number };
    expect((await quantityOf(',')).quantity).toBe(1200);
    expect(await quantityOf('.')).toMatchObject({ amount: '1.2' });
    const mixed = stock([
      ['A', 'L1', '1.5'],
      ['A', 'L1', '1,5'],
    ]);
    await expect(inputsOf('stock', mixed)).rejects.toMatchObject({ failure: 'DECIMAL_AMBIGUOUS' });
  });

  it.each([
    'many',
    '1.2.3,4,5',
    '1,20.5',
    '0x10',
    '1e5',
    'NaN',
    'Infinity',
    '=1+1',
    '--5',
    '١٢',
    '9'.repeat(16),
  ])('refuses %s', async (quantity) => {
    const { inputs } = await inputsOf('stock', stock([['A', 'L1', quantity]]), { decimal: '.' });
    expect(inputs).toEqual([[expect.stringMatching(/^quantity (VALUE_|CELL_)/)]]);
  });
});

describe('days', () => {
  const days = async (texts: string[], dateFormat?: string) => {
    const text = stock(
      texts.map((day) => ['A', 'L1', '1', day]),
      'expiry',
    );
    const { inputs } = await inputsOf('stock', text, { dateFormat });
    return inputs.map((input) =>
      Array.isArray(input) ? (input[0] as string) : (input as { expiryDate: string }).expiryDate,
    );
  };

  it.each([
    [
      ['01/02/2030', '13/02/2030'],
      ['2030-02-01', '2030-02-13'],
    ],
    [
      ['01/02/2030', '02/13/2030'],
      ['2030-01-02', '2030-02-13'],
    ],
    [
      ['1.2.2030', '31.12.2030'],
      ['2030-02-01', '2030-12-31'],
    ],
    [['2030-01-02', '2030/1/2', '20300102', '2030-01-02 00:00:00'], Array(4).fill('2030-01-02')],
    [['05/05/2030'], ['2030-05-05']],
  ])('%j are read', async (texts, expected) => {
    expect(await days(texts)).toEqual(expected);
  });

  it('that can be read in two ways, or in none, are refused with the way out', async () => {
    await expect(days(['01/02/2030'])).rejects.toMatchObject({ failure: 'DATE_FORMAT_AMBIGUOUS' });
    await expect(days(['06/30/2030', '13/01/2030'])).rejects.toMatchObject({
      ...{
        failure: 'DATE_FORMAT_AMBIGUOUS',
        message: expect.stringContaining('--date-format') as string,
      },
    });
    expect(await days(['01/02/2030', '13/01/2030'], 'MM/dd/yyyy')).toEqual([
      ...['2030-01-02', 'expiry VALUE_NOT_DATE'],
    ]);
    await expect(days(['x'], 'MM/dd')).rejects.toMatchObject({ failure: 'DATE_FORMAT_INVALID' });
  });

  it.each(['2030-02-30', '31.04.2030', '2030-01-02 08:30:00', '30/12/31', '0000-01-01', 'soon'])(
    'refuses %s alone',
    async (text) => {
      expect(await days([text])).toEqual(['expiry VALUE_NOT_DATE']);
    },
  );
});

describe('cells', () => {
  const product = async (sku: string, name = 'Name') =>
    (await inputsOf('products', `sku\tname\n${sku}\t${name}\n`)).inputs[0];

  it.each([
    ['022633', '022633'],
    ["'4006381333948", '4006381333948'],
    ['="00123"', '00123'],
    ["'=A1", '=A1'],
    ["'s-Hertogenbosch", "'s-Hertogenbosch"],
  ])('%s is the code %s', async (cell, sku) => {
    expect(await product(cell)).toMatchObject({ sku });
  });

  it.each([
    ['4.00638E+12', 'sku VALUE_ROUNDED'],
    ['=A1', 'sku CELL_IS_FORMULA'],
    ['a\0b', 'sku TEXT_UNSTORABLE'],
    ['  ', 'sku VALUE_MISSING'],
  ])('%j is refused', async (cell, problem) => {
    expect(await product(cell)).toEqual([problem]);
  });

  it('of a row that are wrong are all named', async () => {
    const text = stock([['', 'L1', 'x', 'y']], 'expiry');
    expect((await inputsOf('stock', text)).inputs).toEqual([
      ['sku VALUE_MISSING', 'quantity VALUE_NOT_NUMBER', 'expiry VALUE_NOT_DATE'],
    ]);
  });
});
