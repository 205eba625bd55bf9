import { defaultMappings } from '../../src/sync/default-mappings';
import type { ExternalValue } from '../../src/sync/child/external-value';
import { asMappings, mapRow, type FieldMapping } from '../../src/sync/mapping';
import { mappingProblems } from '../../src/sync/mapping-problems';
import type { SyncSource } from '../../src/sync/source';

const source = (more: Partial<SyncSource> = {}) =>
  ({
    ...{ keyColumn: 'reel_number', statusColumn: 'status', quantityColumn: null },
    ...{ lastDateColumn: 'last_date', ...more },
  }) as SyncSource;
const columns = (...names: string[]) => names.map((name) => ({ name, type: 'TEXT' }));
const targets = (mappings: FieldMapping[]) =>
  mappings.map(({ column, target }) => `${column} -> ${target}`);

describe('mappings derived from a table', () => {
  it('map a table of reels', () => {
    const made = defaultMappings(
      columns(
        ...['reel_number', 'width', 'gsm', 'comments', 'profile_name', 'location', 'status'],
        ...['receive_date', 'last_date', 'logs'],
      ),
      source(),
    );
    expect(targets(made)).toEqual([
      ...['reel_number -> sku', 'reel_number -> batchNumber', 'width -> attributes.width'],
      ...['gsm -> attributes.gsm', 'comments -> attributes.comments', 'profile_name -> name'],
      ...['location -> location', 'receive_date -> receivedAt'],
      'logs -> attributes.logs',
    ]);
    expect(made.find(({ target }) => target === 'receivedAt')!.transforms).toEqual([
      ...[{ name: 'TRIM' }, { name: 'DATE', format: 'ISO' }],
    ]);
    expect(mappingProblems(made, columns('reel_number'))).toHaveLength(7);
  });

  it('leave out the columns that sync itself reads and writes, ignoring case', () => {
    const made = defaultMappings(
      columns('Reel_Number', 'STATUS', 'Pieces', 'Last_Date', 'a'),
      source({ quantityColumn: 'pieces' }),
    );
    expect(targets(made)).toEqual([
      ...['Reel_Number -> sku', 'Reel_Number -> batchNumber', 'a -> attributes.a'],
    ]);
  });

  it('map the first column with a known name to its field, and further ones to attributes', () => {
    const made = defaultMappings(
      columns('k', 'Title', 'name', 'expiry', 'Expires_On', 'unitcost', 'received'),
      source({ keyColumn: 'k' }),
    );
    expect(targets(made).slice(2)).toEqual([
      ...['Title -> name', 'name -> attributes.name', 'expiry -> expiryDate'],
      ...['Expires_On -> attributes.Expires_On', 'unitcost -> unitCost', 'received -> receivedAt'],
    ]);
  });

  it.each([
    [
      ['Lot', 'cost'],
      ['Lot -> batchNumber', 'cost -> unitCost'],
    ],
    [
      ['batch_no', 'Cost Price'],
      ['batch_no -> batchNumber', 'Cost Price -> attributes.Cost Price'],
    ],
    [
      ['BATCH', 'lot'],
      ['BATCH -> batchNumber', 'lot -> attributes.lot'],
    ],
    [
      ['best_before', 'warehouse_code'],
      ['best_before -> expiryDate', 'warehouse_code -> location'],
    ],
    [
      ['cost_per_item', 'useBy'],
      ['cost_per_item -> unitCost', 'useBy -> expiryDate'],
    ],
    [
      ['lots', 'costs', 'bin'],
      ['lots -> attributes.lots', 'costs -> attributes.costs', 'bin -> attributes.bin'],
    ],
  ])('know %j', (names, mapped) => {
    const made = targets(defaultMappings(columns('k', ...names), source({ keyColumn: 'k' })));
    const isBatch = mapped.some((one) => one.endsWith('batchNumber'));
    expect(made).toEqual(['k -> sku', ...(isBatch ? [] : ['k -> batchNumber']), ...mapped]);
  });

  it('cannot be used when the key column is missing', () => {
    const made = defaultMappings(columns('a'), source());
    expect(mappingProblems(made, columns('a')).map(({ field }) => field)).toEqual([
      ...['[0].column', '[1].column'],
    ]);
  });
});

describe('mappings from input', () => {
  it('may omit optional parts', () => {
    expect(asMappings([{ target: 'name', transforms: [{ name: 'DEFAULT', value: 'x' }] }])).toEqual(
      [{ column: null, target: 'name', transforms: [{ name: 'DEFAULT', value: 'x' }] }],
    );
    expect(asMappings([{ column: 'a', target: 'name' }])).toEqual([
      { column: 'a', target: 'name', transforms: [] },
    ]);
  });

  it.each([[null], [1], ['name'], [[]], [{}], [{ target: 5 }], [{ target: null, column: 'a' }]])(
    '%j are reported as problems',
    (one) => expect(mappingProblems(asMappings([one])).length).toBeGreaterThan(0),
  );

  it.each([[null], [5], ['TRIM'], [{}], [{ name: 'SHOUT' }], [{ name: 'toString' }]])(
    'with the step %j are reported',
    (step) => {
      const mappings = asMappings([{ column: 'a', target: 'name', transforms: [step] }]);
      expect(mappingProblems(mappings)).toMatchObject([{ field: '[0].transforms[0].name' }]);
    },
  );

  it('are reported for a date format without a year', () => {
    const mappings = asMappings([
      {
        ...{ column: 'a', target: 'receivedAt' },
        transforms: [{ name: 'DATE', format: 'HH:mm' }, { name: 'DATE' }],
      },
    ]);
    expect(mappingProblems(mappings)).toMatchObject([{ field: '[0].transforms[0].format' }]);
  });
});

describe('a mapped row', () => {
  const map = (values: Record<string, ExternalValue>, mappings: object[], zone = 'UTC') =>
    mapRow({ rowNumber: 1, values }, asMappings(mappings), 'KEY', zone);
  const refusal = (values: Record<string, ExternalValue>, mappings: object[]) => {
    try {
      return map(values, mappings);
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      return [code, message];
    }
  };

  it('defaults to its key', () => {
    expect(map({}, [])).toEqual({
      ...{ sku: 'KEY', name: 'KEY', batchNumber: 'KEY', baseUnit: 'unit', attributes: {} },
      ...{ unitCost: null, expiryDate: null, receivedAt: null, location: null },
    });
    const blank = [
      { column: 'a', target: 'sku' },
      { column: 'a', target: 'name' },
      { column: 'a', target: 'batchNumber', transforms: [{ name: 'TRIM' }] },
      { column: 'a', target: 'attributes.a', transforms: [{ name: 'TRIM' }] },
    ];
    expect(map({ a: '' }, blank)).toMatchObject({
      ...{ sku: 'KEY', name: 'KEY', batchNumber: 'KEY', attributes: { a: null } },
    });
  });

  it('applies its transforms in order', () => {
    const mappings = [
      {
        ...{ column: 'w', target: 'attributes.width' },
        transforms: [
          { name: 'TRIM' },
          { name: 'DEFAULT', value: '1.5' },
          { name: 'DECIMAL', factor: 10 },
        ],
      },
      {
        ...{ column: 'g', target: 'attributes.grade' },
        transforms: [{ name: 'UPPER' }, { name: 'LOOKUP', table: { K: 'Kraft' } }],
      },
      { target: 'baseUnit', transforms: [{ name: 'DEFAULT', value: 'reel' }] },
    ];
    expect(map({ w: ' ', g: 'k' }, mappings)).toMatchObject({
      ...{ attributes: { width: 15, grade: 'Kraft' }, baseUnit: 'reel' },
    });
    expect(map({ w: 2, g: null }, mappings).attributes).toEqual({ width: 20, grade: null });
  });

  it('keeps the types of values that JSON supports', () => {
    const values = { a: 5n, b: 1.5, c: '5', d: 9007199254740993n };
    const mappings = Object.keys(values).map((column) => ({
      ...{ column, target: `attributes.${column}` },
    }));
    expect(map(values, mappings).attributes).toEqual({
      ...{ a: 5, b: 1.5, c: '5', d: '9007199254740993' },
    });
  });

  it('was received at the start of the day in the time zone of the tenant', () => {
    const mappings = [
      { column: 'a', target: 'receivedAt', transforms: [{ name: 'DATE', format: 'ISO' }] },
    ];
    expect(map({ a: '2026-01-31' }, mappings, 'America/New_York').receivedAt).toBe(
      '2026-01-31T05:00:00.000Z',
    );
    expect(map({ a: '2026-01-31 10:00' }, mappings, 'America/New_York').receivedAt).toBe(
      '2026-01-31T15:00:00.000Z',
    );
  });

  it.each([
    ['unitCost', '12.50', null],
    ['unitCost', '-1', 'VALUE_INVALID'],
    ['unitCost', '1,50', 'VALUE_INVALID'],
    ['unitCost', '0.0000001', 'VALUE_INVALID'],
    ['expiryDate', '2024-02-29', null],
    ['expiryDate', '2023-02-29', 'VALUE_NOT_DATE'],
    ['expiryDate', '2026-01-31T10:00:00Z', 'VALUE_INVALID'],
    ['expiryDate', '31.01.2026', 'VALUE_INVALID'],
    ['receivedAt', '2026-01-31T10:00:00Z', null],
    ['receivedAt', '2026-02-30', 'VALUE_NOT_DATE'],
    ['receivedAt', 'soon', 'VALUE_INVALID'],
  ])('has a valid or invalid %s: %s', (target, value, code) => {
    const mapped = refusal({ 'the column': value }, [{ column: 'the column', target }]);
    if (code === null) expect(mapped).toMatchObject({ sku: 'KEY' });
    else expect(mapped).toEqual([code, expect.stringMatching(/^the column: /)]);
  });

  it('names the column of an invalid value, or the target of a constant', () => {
    expect(refusal({ a: Buffer.from('x') }, [{ column: 'a', target: 'name' }])).toEqual([
      ...['VALUE_NOT_TEXT', 'a: it is binary data'],
    ]);
    const none = {
      ...{ target: 'unitCost' },
      transforms: [{ name: 'DEFAULT', value: 'free' }],
    };
    expect(refusal({}, [none])).toEqual([
      ...['VALUE_INVALID', 'unitCost: it must be a decimal number, zero or more'],
    ]);
  });
});
