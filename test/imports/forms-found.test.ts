import iconv from 'iconv-lite';
import { inputsOf, tableOf } from './files';

// What decides the form of a file, one guard after the other: each has a file here that would be read wrongly without it.

const TEXT = 'sku;name\nK-1;Käse “alt” €\n';

describe('the encoding', () => {
  it('is not UTF-8 where one byte far behind the beginning is none', async () => {
    const many = `sku;name\n${'A;Apple\n'.repeat(20_000)}`;
    const bytes = Buffer.concat([Buffer.from(many), iconv.encode('K-1;Käse\n', 'windows-1252')]);
    const { encoding, rows } = await tableOf(bytes);
    expect(encoding).toBe('windows-1252');
    expect(rows.at(-1)!.cells).toEqual(['K-1', 'Käse']);
  });

  it('is not UTF-8 where the last byte begins a character that does not come', async () => {
    const { encoding, rows } = await tableOf(iconv.encode('sku;name\nA;Café', 'windows-1252'));
    expect([encoding, rows[0]!.cells[1]]).toEqual(['windows-1252', 'Café']);
  });

  it('is not UTF-16 where zeros stand at every place, or few of them', async () => {
    const zeros = Buffer.concat([
      Buffer.from('sku;name\nA;'),
      Buffer.alloc(4000),
      Buffer.from('\n'),
    ]);
    expect((await tableOf(zeros)).encoding).toBe('utf-8');
    for (const head of ['sku;name', 'sku;names']) {
      const few = Buffer.from(`${head}\nA;B\0C\0D\0E\n`);
      expect((await tableOf(few)).encoding).toBe('utf-8');
    }
  });

  it('is the one that is given, whatever the bytes show', async () => {
    const polish = iconv.encode('sku;name\nK-1;Żółw\n', 'iso-8859-2');
    const { inputs } = await inputsOf('products', polish, { encoding: 'iso-8859-2' });
    expect(inputs).toMatchObject([{ name: 'Żółw' }]);
    const marked = iconv.encode('sku;name\nK-1;Käse\n', 'utf-8', { addBOM: true });
    const wrong = await inputsOf('products', marked, {
      encoding: 'windows-1252',
      map: ['ï»¿sku=sku'],
    });
    expect(wrong.inputs).toMatchObject([{ name: 'KÃ¤se' }]);
    await expect(inputsOf('products', polish, { encoding: 'latin-99' })).rejects.toMatchObject({
      ...{ failure: 'ENCODING_UNKNOWN', message: expect.stringContaining('latin-99') as string },
    });
  });

  it('of text after a mark is that of the mark, and the mark is no part of a name', async () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
      // Hardly a byte of it is zero: only the mark shows what it is.
      const text = '"sku";name\nK-1;' + '漢'.repeat(3000) + '\n';
      const table = await tableOf(iconv.encode(text, encoding, { addBOM: true }));
      expect([table.encoding, table.columns[0]]).toEqual([encoding, 'sku']);
      expect(table.rows[0]!.cells[1]).toBe('漢'.repeat(3000));
    }
  });
});

describe('the separator', () => {
  it.each([
    ['the rows have more of another one', 'a,b\nx;y;z,;\n', ',', ['x;y;z', ';']],
    ['it is a bar', 'a|b\n1|2\n', '|', ['1', '2']],
    ['a quoted name has others', '"a,b,c";d\n1;2\n', ';', ['1', '2']],
    ['there is one column', 'sku\nA;B\n', ',', ['A;B']],
    ['the header ends with a carriage return alone', 'a;b\r1,2,3;4\r', ';', ['1,2,3', '4']],
    ['Excel says it', 'sep=:\r\na:b\r\n1:2\r\n', ':', ['1', '2']],
  ])('is found where %s', async (_, text, separator, cells) => {
    const { separator: found, rows } = await tableOf(text);
    expect(found).toBe(separator);
    expect(rows[0]!.cells).toEqual(cells);
  });

  it('that is given is used, and is one character', async () => {
    expect(await tableOf('a;b,c\n1;2,3\n', 'x.csv', ',')).toMatchObject({ columns: ['a;b', 'c'] });
    const named = await inputsOf('products', 'sku\tname\nA\tApple\n', { separator: '\\t' });
    expect(named.inputs).toMatchObject([{ sku: 'A', name: 'Apple' }]);
    await expect(inputsOf('products', TEXT, { separator: ';;' })).rejects.toMatchObject({
      failure: 'SEPARATOR_UNKNOWN',
    });
  });

  it('of JSON is none, which its first line shows, unless one is given', async () => {
    const line = '{"sku": "A"}\n';
    expect(await tableOf(line, 'x.txt')).toMatchObject({ separator: null, columns: ['sku'] });
    expect(await tableOf(line, 'x.txt', ',')).toMatchObject({ separator: ',' });
    expect(await tableOf(`[1]\n${line}`, 'x.jsonl')).toMatchObject({ separator: null });
    await expect(tableOf('[{"sku": "A"}]', 'x.json')).rejects.toMatchObject({
      ...{
        failure: 'FILE_BROKEN',
        message: expect.stringContaining('one object on each line') as string,
      },
    });
  });
});

describe('days', () => {
  const day = async (text: string, dateFormat?: string) => {
    const file = `sku;location;quantity;expiry\nA;L1;1;${text}\n`;
    const [input] = (await inputsOf('stock', file, { dateFormat })).inputs;
    return Array.isArray(input)
      ? (input[0] as string)
      : (input as { expiryDate: string }).expiryDate;
  };

  it.each([
    ['2030115', 'two days without separators'],
    ['2030-01/02', 'two separators'],
    ['31/12.2030', 'two separators'],
    ['0999-01-01', 'a year that nobody means'],
    ['2030-00-10', 'no month'],
    ['2030-13-01', 'a month too many'],
    ['31-12-30', 'two digits of the year'],
    ['2030-01-02T00:01:00', 'a time that is not midnight'],
  ])('%s is refused: %s', async (text) => {
    expect(await day(text)).toBe('expiry VALUE_NOT_DATE');
  });

  it.each(['2030-01-02T00:00:00Z', '2030-01-02 0:00', '2030-01-02 00:00:00.000', ' 2030-1-2 '])(
    '%s is midnight of a day',
    async (text) => {
      expect(await day(text)).toBe('2030-01-02');
    },
  );

  it('in a given format are read by it and by nothing else', async () => {
    expect(await day('01/02/2030', 'dd/MM/yyyy')).toBe('2030-02-01');
    expect(await day('2030-02-01', 'dd/MM/yyyy')).toBe('expiry VALUE_NOT_DATE');
    await expect(day('2030-02-01', 'nonsense')).rejects.toMatchObject({
      failure: 'DATE_FORMAT_INVALID',
    });
  });

  it.each([
    ['2031-02-30', undefined, '2031-02-28'],
    ['20310431', undefined, '2031-04-30'],
    ['30.02.2032', undefined, '2032-02-29'],
    ['31/06/2031', 'dd/MM/yyyy', '2031-06-30'],
    ['06/31/2031', 'MM/dd/yyyy', '2031-06-30'],
  ])('that are not in the calendar are refused as such: %s, %s', async (text, dateFormat, last) => {
    const file = `sku;location;quantity;expiry\nA;L1;1;${text}\n`;
    const { problems } = await inputsOf('stock', file, { dateFormat });
    expect(problems).toEqual([
      {
        ...{ code: 'VALUE_NOT_DATE', hint: 'Write a day that is in the calendar.' },
        message: `expiry ${text} does not exist: the last day of that month is ${last}`,
      },
    ]);
  });

  it('show no order where both numbers are the same', async () => {
    expect(await day('05.05.2030')).toBe('2030-05-05');
  });
});

describe('the decimal character', () => {
  it('that is given is a point or a comma', async () => {
    await expect(
      inputsOf('stock', 'sku;location;quantity\n', { decimal: '·' }),
    ).rejects.toMatchObject({
      failure: 'DECIMAL_AMBIGUOUS',
    });
  });
});
