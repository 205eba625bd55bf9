import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { LOCATIONS, openTestServers, SECRET, type TestServers, type TestServer } from './support';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'https://bincard.example';
const now = () => Math.floor(Date.now() / 1000);

describe('tokens', () => {
  let servers: TestServers;
  const codeWith = async (server: TestServer, token: string) => {
    const authorization = `Bearer ${token}`;
    const graphql = await server.post({ query: LOCATIONS }, { authorization });
    const exported = await server.get('/export/movements.csv', { authorization });
    // Exports check tokens in the same way.
    expect(exported.status).toBe(graphql.error ? 401 : 200);
    return graphql.error?.code ?? 'OK';
  };
  const claims = (more: object = {}) => ({
    ...{ tenant: servers.shop.tenant, role: 'admin', sub: 'anna' },
    ...{ iss: ISSUER, aud: AUDIENCE, exp: now() + 600 },
    ...more,
  });

  beforeAll(async () => {
    servers = await openTestServers();
  });
  afterAll(() => servers?.close());

  describe('by the shared secret', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await servers.serve();
    });

    const localClaims = (more: object = {}) => claims({ iss: 'bincard', aud: 'bincard', ...more });
    const sign = (payload: object, key: Uint8Array = SECRET, alg = 'HS256') =>
      new SignJWT({ ...payload }).setProtectedHeader({ alg }).sign(key);
    const without = (claim: string) => {
      const payload: Record<string, unknown> = localClaims();
      delete payload[claim];
      return payload;
    };

    it('accepts a valid one, and one that expired a moment ago', async () => {
      expect(await codeWith(server, await sign(localClaims()))).toBe('OK');
      expect(await codeWith(server, await sign(localClaims({ exp: now() - 2 })))).toBe('OK');
    });

    const bad: [string, () => string | Promise<string>][] = [
      ['a forged one', () => sign(localClaims(), new TextEncoder().encode('x'.repeat(40)))],
      ['an expired one', () => sign(localClaims({ exp: now() - 60 }))],
      ['one that is not valid yet', () => sign(localClaims({ nbf: now() + 60 }))],
      ['one without an expiry time', () => sign(without('exp'))],
      ['one without an actor', () => sign(without('sub'))],
      ['one without a tenant', () => sign(without('tenant'))],
      ['one with an unknown role', () => sign(localClaims({ role: 'root' }))],
      ['one for another audience', () => sign(localClaims({ aud: 'other' }))],
      ['one from another issuer', () => sign(localClaims({ iss: 'other' }))],
      ['one without a signature', () => new UnsecuredJWT(localClaims()).encode()],
      ['another algorithm with the same secret', () => sign(localClaims(), SECRET, 'HS384')],
      ['one that is too long', () => sign(localClaims({ more: 'x'.repeat(9000) }))],
      ['a text that is not a token', () => 'nonsense'],
    ];
    it.each(bad)('refuses %s', async (_, token) => {
      expect(await codeWith(server, await token())).toBe('UNAUTHENTICATED');
    });
  });

  describe("by the issuer's public keys", () => {
    let keys: Record<string, { privateKey: CryptoKey; publicKey: CryptoKey }>;
    let jwks: Server;
    let url: string;
    let server: TestServer;
    let published: JWK[];

    beforeAll(async () => {
      keys = {
        RS256: await generateKeyPair('RS256', { extractable: true }),
        ES256: await generateKeyPair('ES256', { extractable: true }),
        EdDSA: await generateKeyPair('EdDSA', { extractable: true }),
        PS256: await generateKeyPair('PS256', { extractable: true }),
      };
      published = await Promise.all(
        Object.entries(keys).map(async ([alg, { publicKey }]) => ({
          ...(await exportJWK(publicKey)),
          kid: alg,
        })),
      );
      jwks = createServer((_, response) => response.end(JSON.stringify({ keys: published })));
      await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/keys`;
      server = await servers.serve({}, { jwks: { url, issuer: ISSUER, audience: AUDIENCE } });
    });
    afterAll(() => jwks?.close());

    const sign = (alg: string, payload: object = claims(), kid = alg) =>
      new SignJWT({ ...payload }).setProtectedHeader({ alg, kid }).sign(keys[alg]!.privateKey);

    it.each(['RS256', 'ES256', 'EdDSA'])('accepts %s', async (alg) => {
      expect(await codeWith(server, await sign(alg))).toBe('OK');
    });

    const bad: [string, () => string | Promise<string>][] = [
      [
        'a public key used as a secret',
        async () => {
          const secret = new TextEncoder().encode(await exportSPKI(keys['RS256']!.publicKey));
          const header = { alg: 'HS256', kid: 'RS256' };
          return new SignJWT(claims()).setProtectedHeader(header).sign(secret);
        },
      ],
      [
        'the shared secret',
        () =>
          new SignJWT(claims({ iss: 'bincard', aud: 'bincard' }))
            .setProtectedHeader({ alg: 'HS256' })
            .sign(SECRET),
      ],
      ['an algorithm that is not listed', () => sign('PS256')],
      ['one without a signature', () => new UnsecuredJWT(claims()).encode()],
      ['a key that is not published', () => sign('RS256', claims(), 'unknown')],
      ["another key's name", () => sign('ES256', claims(), 'EdDSA')],
      ['an expired one', () => sign('ES256', claims({ exp: now() - 60 }))],
      ['one without an expiry time', () => sign('ES256', claims({ exp: undefined }))],
      ['one for another audience', () => sign('ES256', claims({ aud: 'other' }))],
      ['one from another issuer', () => sign('ES256', claims({ iss: 'other' }))],
    ];
    it.each(bad)('refuses %s', async (_, token) => {
      expect(await codeWith(server, await token())).toBe('UNAUTHENTICATED');
    });

    it('answers with a retryable error while the keys are not available', async () => {
      const unreachable = 'http://127.0.0.1:1/keys';
      const withoutKeys = await servers.serve(
        {},
        { jwks: { url: unreachable, issuer: ISSUER, audience: AUDIENCE } },
      );
      const authorization = `Bearer ${await sign('ES256')}`;
      const { status, error, text } = await withoutKeys.post(
        { query: LOCATIONS },
        { authorization },
      );
      expect(status).toBe(503);
      expect(error).toEqual({ code: 'IDENTITY_UNAVAILABLE', retryable: true });
      expect(text).not.toContain('127.0.0.1');
    });
  });
});
