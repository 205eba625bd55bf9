import { openTwoTenants, withoutChance, type TwoTenants } from './two-tenants';
import { argumentsWith, nameOf, places, type Place } from './schema-calls';
import { rowsOfTenant } from './whole-database';

// What one tenant writes must not conflict with what another writes, nor be returned to it.

describe('writes beside another tenant', () => {
  let tenants: TwoTenants;
  beforeAll(async () => {
    tenants = await openTwoTenants();
  });
  afterAll(() => tenants?.close());

  const written = (place: Place, value: string, as: 'own' | 'theirs') => {
    const { target, theirs } = tenants;
    const samples = as === 'own' ? target.samples : theirs.samples;
    const token = as === 'own' ? undefined : theirs.token;
    return target.call('mutation', place.field, argumentsWith(place, value, samples), token);
  };
  const ending = (...names: string[]) =>
    places('mutation')
      .filter(({ path }) => names.includes(String(path.at(-1))))
      .map((place) => [nameOf(place), place] as const);

  // Nothing is due for counting in the shop; test/api/count-plans.test.ts starts a count by its key.
  // writeOffExpired is a dry run there, which keeps no key; test/api/write-off-expected.test.ts sends a live one twice.
  const keyed = ending('idempotencyKey').filter(
    ([name]) => !/^(startDueCount|writeOffExpired)/.test(name),
  );
  it.each(keyed)('%s: a key of the other tenant is free here', async (name, place) => {
    const { target, theirs, theirIds } = tenants;
    const { database } = target.stage;
    const key = `key of ${name}`;
    const first = await written(place, key, 'theirs');
    const before = await rowsOfTenant(database, theirs.shop.tenant);
    const body = argumentsWith(place, key, target.samples) as Body & { input?: Body };
    const send = (given: object) => target.call('mutation', place.field, given);
    const idOf = ({ data, errors }: Awaited<ReturnType<typeof send>>) => {
      expect(errors).toBeUndefined();
      return (data![place.field] as { id: string }).id;
    };

    const own = idOf(await send(body));
    expect(own).not.toBe(idOf(first));
    // Each key still returns its own document, and another body with it is refused without details of theirs.
    expect(idOf(await send(body))).toBe(own);
    const changed = { ...(body.input ?? body), ...another(body.input ?? body) };
    const other = await send(body.input ? { input: changed } : changed);
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
    expect(theirIds.filter((id) => JSON.stringify(other).includes(id))).toEqual([]);
    expect(await rowsOfTenant(database, theirs.shop.tenant)).toEqual(before);
  });

  it.each(['product', 'location', 'batch'] as const)(
    'a run about something of the other tenant is refused: %s',
    async (kind) => {
      const { target, theirs } = tenants;
      const { shop, api, database } = target.stage;
      const before = await rowsOfTenant(database, shop.tenant);
      const own = {
        kind: 'BATCH_MISMATCH',
        productId: shop.product,
        subject: 'x',
        expected: 1,
        actual: 2,
      };
      const report = [own, { ...own, [`${kind}Id`]: theirs.shop[kind] }];
      const { errors } = await api.request(
        `mutation ($report: [ReportedDiscrepancyInput!]) { reconcile(input: { report: $report }) {
           discrepancies { product { sku } } } }`,
        { report },
      );
      const code = `${kind.toUpperCase()}_UNKNOWN`;
      const details = { field: `input.report[1].${kind}Id` };
      expect(errors).toMatchObject([{ extensions: { code, details } }]);
      expect(await rowsOfTenant(database, shop.tenant)).toEqual(before);
    },
  );

  const unique: [string, string, string][] = [
    ['createProduct.input.sku', 'ONLY-THEIRS', 'SKU_TAKEN'],
    ['createLocation.input.code', 'THEIR-PLACE', 'LOCATION_CODE_TAKEN'],
    ['recordSale.input.receiptNumber', 'THEIR-RECEIPT', 'RECEIPT_NUMBER_TAKEN'],
    ['addProductUnit.code', 'their-unit', 'UNIT_CODE_TAKEN'],
  ];
  it.each(unique)('%s: %s is free once in each tenant', async (name, value, code) => {
    const place = places('mutation').find((one) => nameOf(one) === name)!;
    const theirs = await written(place, value, 'theirs'); // taken there, or it is now
    if (theirs.errors) expect(theirs.errors[0]!.extensions.code).toBe(code);
    expect((await written(place, value, 'own')).errors).toBeUndefined();
    // The second time it conflicts with one's own; the refusal is the same in both tenants, but for the names of theirs.
    const own = withoutChance((await written(place, value, 'own')).errors);
    const second = withoutChance((await written(place, value, 'theirs')).errors).replace(
      'A name of theirs',
      'A name',
    );
    expect(own).toContain(code);
    expect(own).toBe(second);
  });
});

interface Body {
  readonly lines?: { quantity: number }[];
}

/** Changes that make it another valid body. */
function another({ lines, ...body }: Body): object {
  if ('batchId' in body || 'receiptId' in body) return { amount: '2.00' }; // a cost
  if ('blind' in body) return { blind: !body.blind }; // a count
  if (!lines) return { quantity: 2 };
  const changed = (line: object) =>
    'countedQuantity' in line ? { countedQuantity: 2 } : { quantity: 2 };
  return { lines: lines.map((line) => ({ ...line, ...changed(line) })) };
}
