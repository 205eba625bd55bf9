import { isEnumType } from 'graphql';
import { openTarget, type Target } from './calls';
import { faultOf } from './answers';
import { argumentsWith, nameOf, places, schema, type Place } from './schema-calls';

/** Longer than each limit, and not too long for a request. */
const lengthOf = (name: string) => (name === 'importProducts.keys' ? 10_001 : 5_500);
/** Lists of queries, limited by the size of a request alone. */
const READ_ONLY = ['products.filter.skus', 'compareStock.kinds'];
/** Refused for another reason first: no request holds so many lines; no two mappings have one target. */
const REFUSED_BEFORE: Record<string, string> = {
  'reconcile.input.report': 'REQUEST_TOO_LARGE',
  'createSyncSource.input.mappings': 'SYNC_MAPPING_INVALID',
  'updateSyncSource.input.mappings': 'SYNC_MAPPING_INVALID',
};

describe('the length of lists', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target?.stage.close());

  const sizes = places('query').filter(({ path }) => /first|limit/.test(String(path.at(-1))));
  it.each(sizes.map((place) => [nameOf(place), place] as const))('%s', async (_, place) => {
    const answers = await target.sendEach(place, [-1, 0, 501, 2147483647, -2147483648]);
    const refused = { code: 'BAD_USER_INPUT', details: { field: place.path[0] } };
    expect(answers.map(({ errors }) => errors?.[0]?.extensions)).toMatchObject(
      answers.map(() => refused),
    );
    const [usual] = await target.sendEach(place, [null]);
    expect(usual!.errors).toBeUndefined();
  });

  const lists = new Map(
    places('query', 'mutation')
      .filter(({ path }) => path.includes(0))
      .reverse() // the first field of an item stands for it
      .map((place) => [nameOf({ ...place, path: upToList(place) }), place]),
  );
  it.each([...lists])('a list that is written has an end: %s', async (name, place) => {
    const value = target.samples(place) ?? someOf(place.type);
    const one = argumentsWith(place, value, target.samples);
    const many = lengthened(one, upToList(place), lengthOf(name)) as object;
    const { errors } = await target.call(place.operation, place.field, many);
    if (READ_ONLY.includes(name)) return expect(errors).toBeUndefined();
    expect(faultOf(errors![0]!)).toBeUndefined();
    const before = REFUSED_BEFORE[name];
    if (before) return expect(errors![0]!.extensions.code).toBe(before);
    const maximum = expect.any(Number) as number;
    expect(errors).toMatchObject([
      {
        extensions: {
          code: 'BAD_USER_INPUT',
          details: { field: upToList(place).join('.'), maximum },
        },
      },
    ]);
  });
});

function upToList({ path }: Place): string[] {
  return path.slice(0, path.indexOf(0)) as string[];
}

function someOf(type: string): unknown {
  const found = schema.getType(type);
  if (isEnumType(found)) return found.getValues()[0]!.name;
  return { Boolean: true, SafeInt: 1, JSONObject: {} }[type] ?? 'x';
}

/** The arguments with the list at a path as long as it is to be. */
function lengthened(value: unknown, [key, ...rest]: readonly string[], length: number): unknown {
  if (key === undefined) return Array.from({ length }, () => (value as unknown[])[0]);
  const object = value as Record<string, unknown>;
  return { ...object, [key]: lengthened(object[key], rest, length) };
}
