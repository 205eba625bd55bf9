import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
} from 'jose';
import { LOCATIONS, openTestServers, type TestServers, type TestServer } from '../server/support';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'https://bincard.example';

/** An HTTP server that counts what it is asked for. */
async function listen(
  answer: () => string,
): Promise<{ url: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    response.end(answer());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, server };
}

// A token names the key that it wants to be checked by. It must not choose it.

describe("tokens against an issuer's published keys", () => {
  let ground: TestServers;
  let server: TestServer;
  let published: JWK[];
  let issuer: Awaited<ReturnType<typeof listen>>;
  let attacker: Awaited<ReturnType<typeof listen>>;
  let honest: { privateKey: CryptoKey; publicKey: CryptoKey };
  let own: typeof honest;

  beforeAll(async () => {
    ground = await openTestServers();
    honest = await generateKeyPair('RS256', { extractable: true });
    own = await generateKeyPair('RS256', { extractable: true });
    const other = await generateKeyPair('RS256', { extractable: true });
    published = [
      { ...(await exportJWK(honest.publicKey)), kid: 'a' },
      { ...(await exportJWK(other.publicKey)), kid: 'b' },
    ];
    const theirs = JSON.stringify({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'a' }] });
    issuer = await listen(() => JSON.stringify({ keys: published }));
    attacker = await listen(() => theirs);
    const jwks = { url: `${issuer.url}/keys`, issuer: ISSUER, audience: AUDIENCE };
    server = await ground.serve({}, { jwks });
  });
  afterAll(async () => {
    await ground?.close();
    issuer?.server.close();
    attacker?.server.close();
  });

  const sign = (header: JWTHeaderParameters, key: CryptoKey | Uint8Array) =>
    new SignJWT({ tenant: ground.shop.tenant, role: 'admin' })
      .setProtectedHeader(header)
      .setSubject('anna')
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('10m')
      .sign(key);
  const codeWith = async (token: string) => {
    const { error } = await server.post({ query: LOCATIONS }, { authorization: `Bearer ${token}` });
    return error?.code ?? 'OK';
  };
  const alg = 'RS256';

  it('takes the one that the issuer signed', async () => {
    expect(await codeWith(await sign({ alg, kid: 'a' }, honest.privateKey))).toBe('OK');
  });

  const header = (more: object) => ({ alg, kid: 'a', ...more });
  it.each<[string, () => Promise<string>]>([
    [
      'a key that it brings along',
      async () => sign(header({ jwk: await exportJWK(own.publicKey) }), own.privateKey),
    ],
    [
      'keys at a place that it names',
      async () => sign(header({ jku: `${attacker.url}/keys` }), own.privateKey),
    ],
    [
      'a certificate at a place that it names',
      async () => sign(header({ x5u: `${attacker.url}/x` }), own.privateKey),
    ],
    [
      'a place for the name of a key',
      async () => sign(header({ kid: `${attacker.url}/keys` }), own.privateKey),
    ],
    [
      'a path for the name of a key',
      async () => sign(header({ kid: '../../../../dev/null' }), own.privateKey),
    ],
    [
      'SQL for the name of a key',
      async () => sign(header({ kid: "x' union select 'a' --" }), own.privateKey),
    ],
    ['the name of every object', async () => sign(header({ kid: '__proto__' }), own.privateKey)],
    [
      'a list of names',
      async () => sign(header({ kid: ['a'] as unknown as string }), own.privateKey),
    ],
    ['no name, where there are several', () => sign({ alg }, own.privateKey)],
    ["the name of an honest key, and one's own", () => sign({ alg, kid: 'a' }, own.privateKey)],
    ['the name of another honest key', () => sign({ alg, kid: 'b' }, honest.privateKey)],
    ...(['PEM', 'PEM without its last line end', 'JWK', 'modulus'] as const).map(
      (form): [string, () => Promise<string>] => [
        `the public key as a secret, by its ${form}`,
        async () => {
          const pem = await exportSPKI(honest.publicKey);
          const text = {
            PEM: pem,
            'PEM without its last line end': pem.trimEnd(),
            JWK: JSON.stringify(published[0]),
            modulus: published[0]!.n!,
          }[form];
          return sign({ alg: 'HS256', kid: 'a' }, new TextEncoder().encode(text));
        },
      ],
    ),
  ])('%s', async (_, token) => {
    expect(await codeWith(await token())).toBe('UNAUTHENTICATED');
    expect(attacker.asked).toEqual([]);
  });

  it('unknown keys are not fetched again and again', async () => {
    const before = issuer.asked.length;
    for (let n = 0; n < 30; n++) {
      expect(await codeWith(await sign({ alg, kid: `unknown-${n}` }, own.privateKey))).toBe(
        'UNAUTHENTICATED',
      );
    }
    expect(issuer.asked.length - before).toBeLessThanOrEqual(1);
  });

  it.each([
    ['no JSON', '<html>'],
    ['no keys', '{}'],
    ['keys that are none', '{"keys":[null,5,{"kty":"oct","k":"AAAA","kid":"a"}]}'],
  ])('no token is accepted from an issuer that answers with %s', async (_, document) => {
    const odd = await listen(() => document);
    const jwks = { url: odd.url, issuer: ISSUER, audience: AUDIENCE };
    const blind = await ground.serve({}, { jwks });
    const secret = new Uint8Array(3);
    for (const token of [
      await sign({ alg, kid: 'a' }, honest.privateKey),
      await sign({ alg: 'HS256', kid: 'a' }, secret),
    ]) {
      const { error, text } = await blind.post(
        { query: LOCATIONS },
        { authorization: `Bearer ${token}` },
      );
      expect(['UNAUTHENTICATED', 'IDENTITY_UNAVAILABLE']).toContain(error?.code);
      expect(text).not.toContain('127.0.0.1');
    }
    odd.server.close();
  });
});
