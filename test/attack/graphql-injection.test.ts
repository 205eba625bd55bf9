import { faultOf, NEVER_MADE } from './answers';
import { openTarget, type Target } from './calls';
import { INJECTIONS, OUT_OF_TYPE } from './hostile-texts';
import { nameOf, places, rootFields, validArguments, type Place } from './schema-calls';
import { violations, wholeDatabase } from './whole-database';

/** What is answered where the shop is not in the state for it; the call itself is a good one. */
const BY_STATE = new Set(
  `ILLEGAL_TRANSITION SELF_APPROVAL RESERVED_EXCEEDS_STOCK DAY_NOT_OVER COUNT_OUTDATED
   CORRECTION_UNKNOWN RECONCILIATION_UNKNOWN CODE_UNKNOWN PRODUCT_IDENTITY_IMMUTABLE DAY_NOT_CLOSED ASSEMBLY_WITHOUT_PARTS
   USER_UNKNOWN API_TOKEN_UNKNOWN WEBHOOK_UNKNOWN`.split(/\s+/),
);
/** Ids and cursors are looked at before anything is asked of the database: a few texts say as much as many. */
const FEW = INJECTIONS.slice(0, 4);

describe('hostile values in every argument and input field', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target?.stage.close());

  const fields = (['query', 'mutation'] as const).flatMap((operation) =>
    Object.keys(rootFields(operation))
      .filter((field) => !['product', 'location', 'sale'].includes(field)) // by one of two arguments
      .map((field) => ({ operation, field })),
  );
  it.each(fields)('$field: without the attack the call is good', async ({ operation, field }) => {
    const given = validArguments(operation, field, target.samples);
    const { errors } = await target.call(operation, field, given);
    expect(errors?.filter(({ extensions }) => !BY_STATE.has(extensions.code))).toEqual(
      errors && [],
    );
  });

  const valuesFor = ({ type, path }: Place): readonly unknown[] => {
    if (type === 'ID' || /after|cursor/.test(String(path.at(-1)))) return FEW;
    return ['String', 'JSONObject'].includes(type) ? INJECTIONS : OUT_OF_TYPE;
  };
  const all = places('query', 'mutation').map((place) => [nameOf(place), place] as const);
  it.each(all)('%s', async (_, place) => {
    const values = valuesFor(place);
    const answers = await target.sendEach(place, values);
    const faults = answers.flatMap(({ errors = [] }, n) =>
      errors
        .map((error) =>
          NEVER_MADE.has(error.extensions.code) ? 'never made' : faultOf(error, [values[n]]),
        )
        .filter((fault) => fault !== undefined)
        .map((fault) => ({ value: values[n], fault })),
    );
    expect(faults).toEqual([]);
    if (place.operation !== 'mutation') return;

    // Once more what was refused, one of each kind, and alone: it writes nothing.
    const kinds = new Map(
      answers.flatMap(({ errors }, n) =>
        errors ? [[errors[0]!.extensions.code, values[n]] as const] : [],
      ),
    );
    const refused = [...kinds.values()];
    const before = await wholeDatabase(target.stage.database);
    const again = await target.sendEach(place, refused);
    expect(again.filter(({ errors }) => !errors)).toEqual([]);
    expect(await wholeDatabase(target.stage.database)).toEqual(before);
  });

  it.each(INJECTIONS)('written in the document itself: %s', async (text) => {
    const { api } = target.stage;
    const before = await wholeDatabase(target.stage.database);
    // A block string has line ends of its own kind, and may not end in a backslash.
    const inBlock = text.replaceAll('\r\n', '\n').replace(/\\$/, '\\ ');
    const block = `"""${inBlock.replaceAll('"""', '\\"""')}"""`;
    for (const [literal, search] of [
      [JSON.stringify(text), text],
      [block, inBlock],
    ] as const) {
      const found = await api.request(
        `{ products(filter: { search: ${literal} }) { totalCount } }`,
      );
      const asVariable =
        'query ($search: String) { products(filter: { search: $search }) { totalCount } }';
      expect(found).toEqual(await api.request(asVariable, { search }));
      const { errors } = await api.request(`{ movements(after: ${literal}) { totalCount } }`);
      expect(errors?.map((error) => [error.extensions.code, faultOf(error, [text])])).toEqual([
        ['INVALID_CURSOR', undefined],
      ]);
    }
    expect(await wholeDatabase(target.stage.database)).toEqual(before);
  });

  it.each([
    ['query ($n: Int) { pendingApprovals(olderThanDays: $n) { kind } }', 'olderThanDays'],
    ['query ($n: Boolean = true) { locations @include(if: $n) { id } }', 'if'],
  ])('null for what has a default: %s', async (query, field) => {
    const { errors } = await target.stage.api.request(query, { n: null });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'BAD_USER_INPUT', details: { field } },
    ]);
  });

  it('left everything as the rules want it', async () => {
    expect(await violations(target.stage.database, target.stage.shop.tenant)).toEqual([]);
  });
});
