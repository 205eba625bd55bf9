import { randomUUID } from 'node:crypto';
import { faultOf } from './answers';
import { openTarget, type Target } from './calls';
import { rootFields, validArguments } from './schema-calls';
import { wholeDatabase } from './whole-database';

describe('every field, asked by who has no business here', () => {
  let target: Target;
  let strangers: Record<'nobody' | 'tenantless' | 'viewer', string>;
  beforeAll(async () => {
    target = await openTarget();
    const { api, shop } = target.stage;
    strangers = {
      nobody: 'x.y.z',
      // Signed as it should be, of a tenant that is not in this database.
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

    expect((await ask(strangers.nobody)).codes).toEqual(['UNAUTHENTICATED']);

    const tenantless = await ask(strangers.tenantless);
    expect(tenantless.errors.map((error) => faultOf(error)).filter(Boolean)).toEqual([]);
    if (operation === 'mutation') {
      expect(tenantless.codes.length).toBe(1);
      expect((await ask(strangers.viewer)).codes).toEqual(['FORBIDDEN']);
    }
    const told = JSON.stringify(tenantless.data ?? null);
    const ids = Object.values(target.stage.shop) as unknown[];
    expect(ids.filter((id) => told.includes(`"${String(id)}"`))).toEqual([]);
    expect(await wholeDatabase(target.stage.database)).toEqual(before);
  });
});
