import { openTarget, type Target } from './calls';
import { nameOf, places, type Place } from './schema-calls';

// Times, days and numbers that PostgreSQL takes and the API cannot show: refused where they come in, by the field.

/** What a client may send, by the scalar that should refuse it. */
const VALUES: Record<string, readonly unknown[]> = {
  DateTimeISO: [
    ...['infinity', '-infinity', 'now', '+010000-01-01T00:00:00Z', '10000-01-01T00:00:00Z'],
    ...['9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59.999-00:01', '0001-01-01T00:00:00+14:00'],
    ...['0000-06-01T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-02-30T00:00:00Z', 8.64e15],
  ],
  LocalDate: [
    'infinity',
    '-infinity',
    'today',
    '10000-01-01',
    '0000-01-01',
    '2026-02-30',
    '0044-03-15 BC',
  ],
  SafeInt: ['NaN', 'Infinity', 2 ** 53, -(2 ** 53), 1.5, 1e308],
  Float: ['NaN', 'Infinity'],
  Int: [2 ** 31, 'NaN', 1.5],
};
const COSTS = ['NaN', 'Infinity', '-Infinity', '1e3', '-1', '1e999', '0x10', '123456789012345'];

describe('values out of range are refused with the name of their field', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target?.stage.close());

  const fieldOf = ({ path }: Place) =>
    nameOf({ operation: 'query', field: '', path, type: '' }).slice(1);
  const isCost = ({ path }: Place) => path.at(-1) === 'unitCost';
  const all = places('query', 'mutation')
    .filter((place) => place.type in VALUES || isCost(place))
    .map((place) => [nameOf(place), place] as const);

  it.each(all)('%s', async (_, place) => {
    const values = isCost(place) ? COSTS : VALUES[place.type]!;
    const answers = await target.sendEach(place, values);
    answers.forEach(({ errors }, n) => {
      const extensions = { code: 'BAD_USER_INPUT', details: { field: fieldOf(place) } };
      expect([values[n], errors]).toMatchObject([values[n], [{ extensions }]]);
    });
  });

  it('a span of time that ends out of range is refused too', async () => {
    const place = all.find(([name]) => name === 'reserveStock.input.expiresInSeconds')![1];
    for (const { errors } of await target.sendEach(place, [2 ** 31 - 1, -(2 ** 31), 0])) {
      expect(errors).toMatchObject([
        {
          extensions: {
            code: 'RESERVATION_TIME_INVALID',
            details: { field: 'input.expiresInSeconds' },
          },
        },
      ]);
    }
  });
});
