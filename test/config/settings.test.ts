import { DEFAULT_SERVER_SETTINGS, loadConfig } from '../../src/config';

describe('settings of the server', () => {
  it('have defaults', () => {
    const { server, jwks } = loadConfig({});
    expect(server).toEqual(DEFAULT_SERVER_SETTINGS);
    expect(jwks).toBeUndefined();
  });

  it('are taken from the environment', () => {
    const { server, jwks } = loadConfig({
      ...{ BINCARD_MAX_DEPTH: '7', BINCARD_RATE_LIMIT: '0', BINCARD_TRUST_PROXY: 'on' },
      ...{ BINCARD_CORS_ORIGINS: 'https://a.example, http://localhost:3000' },
      ...{ JWT_JWKS_URL: 'https://issuer.example/keys', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' },
    });
    expect(server).toMatchObject({
      ...{ maxDepth: 7, rateLimit: 0, trustProxy: true },
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
    });
    expect(jwks).toEqual({ url: 'https://issuer.example/keys', issuer: 'i', audience: 'a' });
  });

  it.each([
    ['BINCARD_MAX_DEPTH', '0'],
    ['BINCARD_MAX_TOKENS', 'many'],
    ['BINCARD_MAX_COST', '-1'],
    ['BINCARD_BODY_LIMIT', '10'],
    ['BINCARD_REQUEST_TIMEOUT_MS', '1.5'],
    ['BINCARD_RATE_LIMIT', '-1'],
    ['BINCARD_MAX_WAITING', '0'],
    ['BINCARD_CORS_ORIGINS', '*'],
    ['BINCARD_CORS_ORIGINS', 'https://a.example/path'],
    ['BINCARD_TRUST_PROXY', 'yes'],
    ['JWT_JWKS_URL', 'http://issuer.example/keys'],
    ['JWT_JWKS_URL', 'https://issuer.example/keys'],
    ['JWT_ISSUER', 'i'],
    ['BINCARD_OIDC_ISSUER', 'http://id.example'],
    ['BINCARD_OIDC_ISSUER', 'https://id.example'],
    ['BINCARD_OIDC_CLIENT_ID', 'bincard'],
  ])('%s is not "%s"', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(name);
  });

  it('describe the identity provider', () => {
    const needed = {
      ...{ BINCARD_OIDC_ISSUER: 'https://id.example', BINCARD_OIDC_CLIENT_ID: 'bincard' },
      BINCARD_PUBLIC_URL: 'https://stock.example',
    };
    const { provider } = loadConfig({
      ...needed,
      BINCARD_OIDC_ROLES: 'leads=manager, staff=clerk',
    });
    expect(provider).toMatchObject({ issuer: 'https://id.example', roleClaim: 'role' });
    expect([...provider!.roles!]).toEqual([
      ['leads', 'manager'],
      ['staff', 'clerk'],
    ]);
    for (const roles of ['leads', 'leads=', '=clerk', 'a=b=c', 'leads=manager,']) {
      expect(() => loadConfig({ ...needed, BINCARD_OIDC_ROLES: roles })).toThrow(
        'BINCARD_OIDC_ROLES',
      );
    }
    const both = { BINCARD_OIDC_TENANT: 'shop', BINCARD_OIDC_TENANT_CLAIM: 'shop' };
    expect(() => loadConfig({ ...needed, ...both })).toThrow('exclude each other');
    expect(() => loadConfig({ BINCARD_OIDC_CLIENT_SECRET: 'x' })).toThrow('BINCARD_OIDC_ISSUER');
  });

  it('take a secret or keys, not both', () => {
    const keys = { JWT_JWKS_URL: 'https://i.example/k', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' };
    expect(() => loadConfig({ ...keys, JWT_SECRET: 'x'.repeat(32) })).toThrow('exclude');
  });
});
