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
  ])('%s is not "%s"', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(name);
  });

  it('take a secret or keys, not both', () => {
    const keys = { JWT_JWKS_URL: 'https://i.example/k', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' };
    expect(() => loadConfig({ ...keys, JWT_SECRET: 'x'.repeat(32) })).toThrow('exclude');
  });
});
