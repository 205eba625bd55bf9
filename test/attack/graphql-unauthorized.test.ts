import { randomUUID } from 'node:crypto';
import { faultOf } from './answers';
import { openTarget, type Target } from './calls';
import { rootFields, validArguments } from './schema-calls';
import { wholeDatabase } from './whole-database';

describe('every field, asked without the right to', () => {
  let target: Target;
  let callers: Record<'invalid' | 'tenantless' | 'viewer', string>;
  beforeAll(async () => {
    target = await openTarget();
    const { api, shop } = target.stage;
    callers = {
      invalid: 'x.y.z',
      // Validly signed, for a tenant that is not in this database.
      tenantless: await api.token(randomUUID()),
      viewer: await api.token(shop.tenant, 'viewer'),
    };
  });
  afterAll(() => target?.stage.close());

  const fields = (['query', 'mutation'] as const).flatMap((operation) =>
    Object.keys(rootFields(operation)).map((field) => ({ operation, field })),
  );
  it.each(fields)('$operation $field', async ({ operation, field }) => {
    const before = await wholeDatabase(target.stage.database);
    const given = validArguments(operation, field, target.samples);
    const ask = async (token: string) => {
      const { data, errors = [] } = await target.call(operation, field, given, token);
      return { data, errors, codes: errors.map(({ extensions }) => extensions.code) };
    };

    expect((await ask(callers.invalid)).codes).toEqual(['UNAUTHENTICATED']);

    const tenantless = await ask(callers.tenantless);
    expect(tenantless.errors.map((error) => faultOf(error)).filter(Boolean)).toEqual([]);
    if (operation === 'mutation') {
      expect(tenantless.codes.length).toBe(1);
      expect((await ask(callers.viewer)).codes).toEqual(['FORBIDDEN']);
    }
    const answer = JSON.stringify(tenantless.data ?? null);
    const ids = Object.values(target.stage.shop) as unknown[];
    expect(ids.filter((id) => answer.includes(`"${String(id)}"`))).toEqual([]);
    expect(await wholeDatabase(target.stage.database)).toEqual(before);
  });

  it('a viewer does not learn from a mutation which codes there are', async () => {
    const answers = await Promise.all(
      ['A', 'no such code'].map((code) =>
        target.call('mutation', 'startStockCount', { locationId: code }, callers.viewer),
      ),
    );
    expect(answers.map(({ errors }) => errors?.map(({ extensions }) => extensions.code))).toEqual([
      ['FORBIDDEN'],
      ['FORBIDDEN'],
    ]);
  });

  it('a document with a business date needs a known tenant too', async () => {
    const { location: locationId, product: productId } = target.stage.shop;
    const input = { locationId, businessDate: '2020-01-01', lines: [{ productId, quantity: 1 }] };
    const { errors } = await target.call('mutation', 'receiveStock', { input }, callers.tenantless);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});
