import type { IDToken } from 'openid-client';
import { personOf } from '../../src/users/provider-claims';

// Claims are read by names that an admin gives: only what the provider wrote counts, never what every object has.

describe('claims', () => {
  const NAME = 'inherited-by-every-object';
  const claims = {
    ...{ iss: 'https://id.example', sub: 'kim', email: 'kim@shop.example', email_verified: true },
    ...{ iat: 0, exp: 0, aud: 'bincard', groups: { shop: 'manager' } },
  } as unknown as IDToken;
  const roleBy = async (roleClaim: string) => {
    const options = { issuer: 'x', clientId: 'x', scopes: 'openid', name: 'x', roleClaim };
    const person = personOf(claims, () => Promise.resolve({}), options);
    return (await person).role;
  };
  afterEach(() => {
    delete (Object.prototype as Record<string, unknown>)[NAME];
  });

  it('are read by a path', async () => {
    expect(await roleBy('groups.shop')).toBe('manager');
  });

  it.each([NAME, `groups.${NAME}`, `${NAME}.role`])(
    'are not read from a prototype: %s',
    async (path) => {
      const value = path === `${NAME}.role` ? { role: 'admin' } : 'admin';
      Object.defineProperty(Object.prototype, NAME, { value, configurable: true });
      await expect(roleBy(path)).rejects.toMatchObject({ reason: 'no_role' });
    },
  );
});
