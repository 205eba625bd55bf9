import { applyTransform, toPlain, type Plain, type Transform } from '../../src/sync/transforms';

const ZONE = 'America/New_York';
/** The result of a step, or the code of its refusal. */
const become = (value: Plain, step: Transform, zone = ZONE): Plain | { refused: string } => {
  try {
    return applyTransform(value, step, zone);
  } catch (error) {
    return { refused: (error as { code: string }).code };
  }
};
const refused = (code: string) => ({ refused: code });

describe('values of SQLite', () => {
  it.each([
    ['abc', 'abc'],
    ['', ''],
    [null, null],
    [1.5, 1.5],
    [5n, 5],
    [-9007199254740991n, -9007199254740991],
    [9007199254740992n, '9007199254740992'],
    [9223372036854775807n, '9223372036854775807'],
    ['a\0b', 'ab'],
    ['a\ud800b', 'a\ufffdb'],
    ['📦', '📦'],
  ])('%p becomes %p', (value, plain) => expect(toPlain(value)).toBe(plain));

  it('refuses values that are neither text nor number', () => {
    expect(() => toPlain(Buffer.from('x'))).toThrow('binary');
    expect(() => toPlain(Infinity)).toThrow('finite');
    expect(() => toPlain(-Infinity)).toThrow('finite');
  });
});

describe('steps of a mapping', () => {
  const steps: Transform[] = [
    ...[{ name: 'TRIM' }, { name: 'UPPER' }, { name: 'LOWER' }, { name: 'INTEGER' }],
    ...[{ name: 'DECIMAL', factor: 1000 }, { name: 'DATE' }, { name: 'LOOKUP', table: {} }],
  ] as Transform[];
  it.each(steps)('keep missing values null: %j', (step) => {
    for (const missing of [null, '', ' ', '\t\n']) expect(become(missing, step)).toBeNull();
  });

  it.each([
    ['TRIM', ' a b\t', 'a b'],
    ['TRIM', '\u00a0a\ufeff', 'a'],
    ['TRIM', 5, 5],
    ['UPPER', 'straße', 'STRASSE'],
    ['UPPER', true, true],
    ['LOWER', 'ÄB', 'äb'],
    ['LOWER', 1.5, 1.5],
  ] as const)('%s of %p is %p', (name, value, result) =>
    expect(become(value, { name })).toBe(result),
  );

  it.each([
    ['1', 1],
    [' 42 ', 42],
    ['+7', 7],
    ['-7', -7],
    ['-0', 0],
    ['007', 7],
    [3, 3],
    ['2.000', 2],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', refused('VALUE_TOO_LARGE')],
    ['99999999999999999', refused('VALUE_NOT_NUMBER')],
    ['1.5', refused('VALUE_NOT_WHOLE')],
    [1.5, refused('VALUE_NOT_WHOLE')],
    ['0.0005', refused('VALUE_NOT_WHOLE')],
    ['1,000', refused('VALUE_NOT_NUMBER')],
    ['1e3', refused('VALUE_NOT_NUMBER')],
    [1e21, refused('VALUE_NOT_NUMBER')],
    ['0x10', refused('VALUE_NOT_NUMBER')],
    ['.5', refused('VALUE_NOT_NUMBER')],
    ['5.', refused('VALUE_NOT_NUMBER')],
    ['--5', refused('VALUE_NOT_NUMBER')],
    ['١٢', refused('VALUE_NOT_NUMBER')],
    ['five', refused('VALUE_NOT_NUMBER')],
    [true, refused('VALUE_NOT_NUMBER')],
  ])('INTEGER of %p is %p', (value, result) =>
    expect(become(value, { name: 'INTEGER' })).toEqual(result),
  );

  it.each([
    ['2.5', 1000, 2500],
    ['0.0005', 1000, refused('VALUE_NOT_WHOLE')],
    ['0.0005', 10000, 5],
    ['-0.001', 1000, -1],
    ['0.1', 10, 1],
    [0.1, 10, 1],
    ['1.005', 1000, 1005], // 1004.9999999999999 in floats
    ['4.35', 100, 435],
    ['0.000000000001', 1_000_000_000_000, 1],
    ['9007199254740.991', 1000, 9007199254740991],
    ['9007199254740.992', 1000, refused('VALUE_TOO_LARGE')],
    ['9999999999999999', 1000, refused('VALUE_TOO_LARGE')],
    [0.1 + 0.2, 10, refused('VALUE_NOT_NUMBER')], // 17 digits, more than a decimal that a person has written
    [null, 1000, null],
  ])('DECIMAL of %p times %p is %p', (value, factor, result) =>
    expect(become(value, { name: 'DECIMAL', factor })).toEqual(result),
  );

  it('treats a DECIMAL without a factor as base units', () => {
    expect(become('12', { name: 'DECIMAL' })).toBe(12);
    expect(become('12.5', { name: 'DECIMAL', factor: null })).toEqual(refused('VALUE_NOT_WHOLE'));
  });

  it('replaces missing values, and no others', () => {
    const step: Transform = { name: 'DEFAULT', value: 'none' };
    expect([null, '', '  ', '\n'].map((value) => become(value, step))).toEqual(
      Array(4).fill('none'),
    );
    expect([0, false, 'x', ' x '].map((value) => become(value, step))).toEqual([
      ...[0, false, 'x', ' x '],
    ]);
  });

  it('looks values up exactly, and only own properties of the table', () => {
    const step: Transform = { name: 'LOOKUP', table: { K: 'Kraft', '1': true, none: null } };
    expect(['K', 1, '1', 'none'].map((value) => become(value, step))).toEqual([
      ...['Kraft', true, true, null],
    ]);
    for (const miss of ['k', ' K', '2', 'toString', '__proto__', 'constructor']) {
      expect(become(miss, step)).toEqual(refused('VALUE_NOT_IN_TABLE'));
    }
    expect(become('x', { name: 'LOOKUP', table: null })).toEqual(refused('VALUE_NOT_IN_TABLE'));
  });

  it('quotes a refused value, shortened if it is long', () => {
    const message = (value: string) => {
      try {
        return applyTransform(value, { name: 'INTEGER' }, ZONE);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message('many')).toBe('"many" is not a decimal number');
    expect(message('x'.repeat(10_000))).toBe(`"${'x'.repeat(40)}..." is not a decimal number`);
  });

  it.each([
    ['9007199254740992', 1, '"9007199254740992" is more than 9007199254740991'],
    ['-9007199254740992', 1, '"-9007199254740992" is less than -9007199254740991'],
    ['9007199254741', 1000, '"9007199254741" is more than 9007199254740991 base units'],
  ])('DECIMAL of %p times %p says the limit', (value, factor, message) => {
    expect(() => applyTransform(value, { name: 'DECIMAL', factor }, 'UTC')).toThrow(message);
  });
});
