import { createHmac } from 'node:crypto';
import http from 'node:http';
import { openShop, type TestShop } from '../support/shop';
import {
  LOCATIONS,
  openTestServers,
  SECRET,
  type TestServers,
  type TestServer,
} from '../server/support';

// Tokens that somebody made, changed or put where none belongs. test/server/tokens.test.ts has those that are merely
// wrong: expired, for somebody else, signed by another key.

const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
/** A token of any header and payload, signed as HS256 is. */
function made(header: unknown, payload: unknown, key: Uint8Array | string = SECRET): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
const HS256 = { alg: 'HS256' };
const now = () => Math.floor(Date.now() / 1000);

describe('tokens that somebody made', () => {
  let ground: TestServers;
  let server: TestServer;
  let other: TestShop;

  beforeAll(async () => {
    ground = await openTestServers();
    other = await openShop(ground.database, 'other');
    server = await ground.serve();
  });
  afterAll(() => ground?.close());

  const claims = (more: object = {}) => ({
    ...{ tenant: ground.shop.tenant, role: 'admin', sub: 'anna' },
    ...{ iss: 'bincard', aud: 'bincard', exp: now() + 600 },
    ...more,
  });
  const codeOf = async (authorization: string, of = server) => {
    const { error, text } = await of.post({ query: LOCATIONS }, { authorization });
    expect(text).not.toMatch(/jose|JW[ST]|signature|claim/i); // not why
    return error?.code ?? 'OK';
  };
  const bearer = (token: string, of = server) => codeOf(`Bearer ${token}`, of);

  it('takes one that is made as an honest one is', async () => {
    expect(await bearer(made(HS256, claims()))).toBe('OK');
    expect(await bearer(made(HS256, claims({ tenant: ground.shop.tenant.toUpperCase() })))).toBe(
      'OK',
    );
    expect(await bearer(made(HS256, claims({ aud: ['x', 'bincard'], sub: 'x'.repeat(200) })))).toBe(
      'OK',
    );
  });

  const parts = () => made(HS256, claims()).split('.') as [string, string, string];
  const headers: [string, () => string][] = [
    ...['none', 'None', 'NONE', 'nOnE', '', 'HS256 ', 'hs256', 'HS384', 'RS256', 'dir'].map(
      (alg): [string, () => string] => [`algorithm "${alg}"`, () => made({ alg }, claims())],
    ),
    ['no algorithm', () => made({}, claims())],
    ['two algorithms', () => made({ alg: ['HS256', 'none'] }, claims())],
    ['a header that is no object', () => made('"HS256"', claims())],
    ['no signature', () => `${encode(HS256)}.${encode(claims())}.`],
    ['no signature and no algorithm', () => `${encode({ alg: 'none' })}.${encode(claims())}.`],
    ['two parts', () => parts().slice(0, 2).join('.')],
    ['five parts', () => [...parts(), 'a', 'b'].join('.')],
    [
      'the signature of another',
      () => [...parts().slice(0, 2), made(HS256, {}).split('.')[2]].join('.'),
    ],
    ['a signature cut short', () => parts().join('.').slice(0, -4)],
    [
      'the other tenant in a signed one',
      () => [parts()[0], encode(claims({ tenant: other.tenant })), parts()[2]].join('.'),
    ],
    ['an empty secret', () => made(HS256, claims(), '')],
    [
      'the secret as text of itself',
      () => made(HS256, claims(), Buffer.from(SECRET).toString('base64')),
    ],
    ['a key that is a file', () => made({ ...HS256, kid: '../../../../dev/null' }, claims(), '')],
    ['a critical extension', () => made({ ...HS256, crit: ['exp'], exp: 1 }, claims())],
    ['an unencoded payload', () => made({ ...HS256, b64: false, crit: ['b64'] }, claims())],
    ['a payload that is no object', () => made(HS256, '["anna"]')],
    ['a payload that is no JSON', () => made(HS256, '{')],
  ];
  it.each(headers)('%s', async (_, token) => {
    expect(await bearer(token())).toBe('UNAUTHENTICATED');
  });

  it.each<[string, object]>([
    ['tenant: a code', { tenant: 'shop' }],
    ['tenant: a list', { tenant: ['01900000-0000-7000-8000-000000000000'] }],
    ['tenant: null', { tenant: null }],
    ['tenant: with more behind it', { tenant: "01900000-0000-7000-8000-000000000000'; --" }],
    ['tenant: with a line end', { tenant: '01900000-0000-7000-8000-000000000000\n' }],
    ['role: in capitals', { role: 'ADMIN' }],
    ['role: with a blank', { role: 'admin ' }],
    ['role: a list', { role: ['admin'] }],
    ['role: an object', { role: { admin: true } }],
    ['role: of every object', { role: 'constructor' }],
    ['role: a number', { role: 3 }],
    ['actor: empty', { sub: '' }],
    ['actor: blank', { sub: '  ' }],
    ['actor: a number', { sub: 5 }],
    ['actor: a list', { sub: ['anna'] }],
    ['actor: too long', { sub: 'x'.repeat(201) }],
    ['actor: with a NUL byte', { sub: 'a\0b' }],
    ['actor: half a surrogate pair', { sub: 'a\ud800' }],
    ['end: a text', { exp: '9999999999' }],
    ['end: below zero', { exp: -1 }],
    ['end: null', { exp: null }],
    ['begin: a text', { nbf: '0' }],
    ['audience: none', { aud: [] }],
    ['audience: an object', { aud: { bincard: true } }],
    ['issuer: a list', { iss: ['bincard'] }],
  ])('%s', async (_, more) => {
    expect(await bearer(made(HS256, claims(more)))).toBe('UNAUTHENTICATED');
  });

  it('a token counts in its header alone', async () => {
    const token = made(HS256, claims());
    const encoded = encodeURIComponent(`Bearer ${token}`);
    const body = {
      query: LOCATIONS,
      authorization: `Bearer ${token}`,
      extensions: { authorization: token },
    };
    const places: Record<string, string>[] = [
      { cookie: `authorization=${encoded}; token=${token}` },
      { 'x-authorization': `Bearer ${token}` },
      { 'proxy-authorization': `Bearer ${token}` },
      { authorization: `Basic ${token}` },
      { authorization: token },
      { authorization: `Bearer, Bearer ${token}` },
      { authorization: `Bearer  ${token}` },
      { authorization: `Bearer "${token}"` },
    ];
    for (const headers of places) {
      const { error } = await server.post(body, { authorization: 'none', ...headers });
      expect(error?.code).toBe('UNAUTHENTICATED');
      const asked = `access_token=${token}&token=${token}&authorization=${encoded}`;
      const exported = await server.get(`/export/movements.csv?${asked}`, {
        authorization: 'none',
        ...headers,
      });
      expect([exported.status, exported.error?.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  it('of two headers the first counts, never a mixture', async () => {
    const tokens = [made(HS256, claims()), made(HS256, claims({ tenant: other.tenant })), 'forged'];
    const asked = (...authorization: string[]) =>
      new Promise<string>((resolve, reject) => {
        const both = authorization as unknown as string; // Node writes a line for each
        const headers = { 'content-type': 'application/json', authorization: both };
        const request = http.request(server.url, { method: 'POST', headers }, (response) => {
          response.setEncoding('utf8').once('data', resolve);
        });
        request.on('error', reject).end(JSON.stringify({ query: LOCATIONS }));
      });
    const [own, theirs, forged] = tokens.map((token) => `Bearer ${token}`) as [
      string,
      string,
      string,
    ];
    expect(await asked(own, theirs)).toBe(await asked(own));
    expect(await asked(theirs, own)).toBe(await asked(theirs));
    expect(await asked(forged, own)).toBe(await asked(forged));
    expect(await asked(own)).not.toBe(await asked(theirs));
  });
});
