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
import { LOCATIONS, openGround, SECRET, type TestGround, type TestServer } from './support';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'https://bincard.example';
const now = () => Math.floor(Date.now() / 1000);

describe('tokens', () => {
  let ground: TestGround;
  const codeWith = async (server: TestServer, token: string) => {
    const authorization = `Bearer ${token}`;
    const graphql = await server.post({ query: LOCATIONS }, { authorization });
    const exported = await server.get('/export/movements.csv', { authorization });
    // Both doors ask the same.
    expect(exported.status).toBe(graphql.error ? 401 : 200);
    return graphql.error?.code ?? 'OK';
  };
  const claims = (more: object = {}) => ({
    ...{ tenant: ground.shop.tenant, role: 'admin', sub: 'anna' },
    ...{ iss: ISSUER, aud: AUDIENCE, exp: now() + 600 },
    ...more,
  });

  beforeAll(async () => {
    ground = await openGround();
  });
  afterAll(() => ground?.close());

  describe('by the shared secret', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await ground.serve();
    });

    const ours = (more: object = {}) => claims({ iss: 'bincard', aud: 'bincard', ...more });
    const sign = (payload: object, key: Uint8Array = SECRET, alg = 'HS256') =>
      new SignJWT({ ...payload }).setProtectedHeader({ alg }).sign(key);
    const without = (claim: string) => {
      const payload: Record<string, unknown> = ours();
      delete payload[claim];
      return payload;
    };

    it('takes one that holds, and one that is a moment past', async () => {
      expect(await codeWith(server, await sign(ours()))).toBe('OK');
      expect(await codeWith(server, await sign(ours({ exp: now() - 2 })))).toBe('OK');
    });

    const bad: [string, () => string | Promise<string>][] = [
      ['a forged one', () => sign(ours(), new TextEncoder().encode('x'.repeat(40)))],
      ['an expired one', () => sign(ours({ exp: now() - 60 }))],
      ['one that is not valid yet', () => sign(ours({ nbf: now() + 60 }))],
      ['one without an end', () => sign(without('exp'))],
      ['one without an actor', () => sign(without('sub'))],
      ['one without a tenant', () => sign(without('tenant'))],
      ['one of a role that is none', () => sign(ours({ role: 'root' }))],
      ['one for somebody else', () => sign(ours({ aud: 'other' }))],
      ['one from somebody else', () => sign(ours({ iss: 'other' }))],
      ['one without a signature', () => new UnsecuredJWT(ours()).encode()],
      ['another algorithm of the same secret', () => sign(ours(), SECRET, 'HS384')],
      ['one that is too long', () => sign(ours({ more: 'x'.repeat(9000) }))],
      ['no token at all', () => 'nonsense'],
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
      server = await ground.serve({}, { jwks: { url, issuer: ISSUER, audience: AUDIENCE } });
    });
    afterAll(() => jwks?.close());

    const sign = (alg: string, payload: object = claims(), kid = alg) =>
      new SignJWT({ ...payload }).setProtectedHeader({ alg, kid }).sign(keys[alg]!.privateKey);

    it.each(['RS256', 'ES256', 'EdDSA'])('takes %s', async (alg) => {
      expect(await codeWith(server, await sign(alg))).toBe('OK');
    });

    const bad: [string, () => string | Promise<string>][] = [
      [
        'a public key taken for a secret',
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
      ['one without an end', () => sign('ES256', claims({ exp: undefined }))],
      ['one for somebody else', () => sign('ES256', claims({ aud: 'other' }))],
      ['one from somebody else', () => sign('ES256', claims({ iss: 'other' }))],
    ];
    it.each(bad)('refuses %s', async (_, token) => {
      expect(await codeWith(server, await token())).toBe('UNAUTHENTICATED');
    });

    it('says that it cannot tell while the keys cannot be had', async () => {
      const nowhere = 'http://127.0.0.1:1/keys';
      const blind = await ground.serve(
        {},
        { jwks: { url: nowhere, issuer: ISSUER, audience: AUDIENCE } },
      );
      const authorization = `Bearer ${await sign('ES256')}`;
      const { status, error, text } = await blind.post({ query: LOCATIONS }, { authorization });
      expect(status).toBe(503);
      expect(error).toEqual({ code: 'IDENTITY_UNAVAILABLE', retryable: true });
      expect(text).not.toContain('127.0.0.1');
    });
  });
});
