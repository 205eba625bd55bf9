import { ANNA, openProvider, refusal, WRONG } from './openid';

// What an answer of an OpenID provider that is not right is worth.

describe('signing in by OpenID Connect', () => {
  let stage: Awaited<ReturnType<typeof openProvider>>;
  beforeAll(async () => {
    stage = await openProvider();
  });
  afterAll(() => stage?.close());
  beforeEach(() => {
    stage.provider.mischief = {};
    stage.provider.apart = [];
  });

  describe('refuses', () => {
    const altered = (cookies: Record<string, string>, change: object) => {
      const kept = JSON.parse(
        Buffer.from(cookies['bincard-oidc']!, 'base64url').toString(),
      ) as object;
      return {
        'bincard-oidc': Buffer.from(JSON.stringify({ ...kept, ...change })).toString('base64url'),
      };
    };

    it.each(['another state', 'no state', 'twice the state'])('%s', async (how) => {
      const { url, cookies } = await stage.toCallback(ANNA);
      const wrong = new URL(url);
      if (how === 'another state') wrong.searchParams.set('state', 'x'.repeat(43));
      if (how === 'no state') wrong.searchParams.delete('state');
      if (how === 'twice the state') wrong.searchParams.append('state', 'x');
      expect(refusal(await stage.open(wrong.href, cookies))).toEqual(WRONG);
    });

    it("the answer in another browser, or in one with another attempt's cookie", async () => {
      const { url } = await stage.toCallback(ANNA);
      expect(refusal(await stage.open(url))).toEqual(WRONG);
      const { cookies } = await stage.toCallback({ ...ANNA, sub: 'mallory' });
      expect(refusal(await stage.open(url, cookies))).toEqual(WRONG);
    });

    it('a code that was used', async () => {
      const { url, cookies } = await stage.toCallback(ANNA);
      expect((await stage.open(url, cookies)).status).toBe(200);
      expect(refusal(await stage.open(url, cookies))).toEqual(WRONG);
    });

    it('a code that has expired', async () => {
      const { url, cookies } = await stage.toCallback(ANNA);
      stage.provider.expireCodes();
      expect(refusal(await stage.open(url, cookies))).toEqual(WRONG);
    });

    it.each([
      ...[{ verifier: 'x'.repeat(43) }, { verifier: '' }, { verifier: undefined }],
      ...[{ state: '' }, { nonce: '' }, { nonce: undefined }, { returnTo: undefined }],
    ])('a code without its verifier of PKCE, or what else the attempt had: %j', async (change) => {
      const { url, cookies } = await stage.toCallback(ANNA);
      expect(refusal(await stage.open(url, altered(cookies, change)))).toEqual(WRONG);
    });

    const now = () => Math.floor(Date.now() / 1000);
    const claims: [string, object][] = [
      ['of another nonce', { nonce: 'x'.repeat(43) }],
      ['without a nonce', { nonce: undefined }],
      ['for another audience', { aud: 'another' }],
      [
        'for several audiences, of which another may use it',
        { aud: ['bincard', 'another'], azp: 'another' },
      ],
      ['for several audiences, of which nobody says who may use it', { aud: ['bincard', 'x'] }],
      ['of another issuer', { iss: 'http://127.0.0.1:1' }],
      ['without a subject', { sub: undefined }],
      ['without an end', { exp: undefined }],
    ];
    it.each(claims)('an ID token %s', async (_, wrong) => {
      stage.provider.mischief = { claims: (right) => ({ ...right, ...wrong }) };
      expect(refusal(await stage.signIn(ANNA))).toEqual(WRONG);
    });

    it('an ID token that is not valid yet', async () => {
      stage.provider.mischief = { claims: (right) => ({ ...right, nbf: now() + 300 }) };
      expect(refusal(await stage.signIn(ANNA))[0]).toBe(401);
    });

    it('an answer without an ID token', async () => {
      stage.provider.mischief = { noIdToken: true };
      expect(refusal(await stage.signIn(ANNA))).toEqual(WRONG);
    });

    it('claims that the provider tells of another subject', async () => {
      stage.provider.apart = ['role'];
      stage.provider.mischief = { userinfo: (person) => ({ ...person, sub: 'admin' }) };
      expect(refusal(await stage.signIn(ANNA))).toEqual(WRONG);
    });

    it('an ID token that has expired', async () => {
      stage.provider.mischief = {
        claims: (right) => ({ ...right, iat: now() - 600, exp: now() - 300 }),
      };
      expect(refusal(await stage.signIn(ANNA))).toEqual([
        401,
        'The answer of the identity provider has expired',
      ]);
    });

    it.each(['of another key', 'none'] as const)(
      'an ID token with a signature: %s',
      async (signature) => {
        stage.provider.mischief = { signature };
        expect(refusal(await stage.signIn(ANNA))).toEqual(WRONG);
      },
    );

    it.each(['https://evil.example', null])('an answer that names the issuer %s', async (iss) => {
      stage.provider.mischief = { iss };
      expect(refusal(await stage.signIn(ANNA))).toEqual(WRONG);
    });

    it('what the provider refuses', async () => {
      stage.provider.mischief = { error: 'access_denied' };
      expect(refusal(await stage.signIn(ANNA))).toEqual([
        401,
        'The identity provider did not sign you in',
      ]);
    });

    it.each([
      { role: undefined },
      { role: 'root' },
      { role: ['x', 1, null] },
      { role: { admin: true } },
    ])('a person without a role: %j', async (role) => {
      const [status, text] = refusal(
        await stage.signIn({ ...ANNA, sub: 'new', email: 'new@x', ...role }),
      );
      expect([status, text]).toEqual([401, expect.stringContaining('no role')]);
    });

    it('a role that is a number, whatever that is mapped to', async () => {
      const from = await stage.serve({ roles: new Map([['1', 'admin']]) });
      const person = { ...ANNA, sub: 'new', email: 'new@x', role: [1] };
      const [status, text] = refusal(await stage.signIn(person, { from }));
      expect([status, text]).toEqual([401, expect.stringContaining('no role')]);
    });

    it.each([
      { email_verified: false },
      { email_verified: 'true' },
      { email_verified: undefined },
      { email: undefined },
    ])('an address that is not verified: %j', async (email) => {
      const other = { ...ANNA, sub: 'other', email: 'other@shop.example' };
      expect(refusal(await stage.signIn({ ...other, ...email }))).toEqual([
        401,
        'The identity provider gives no email address that it has verified',
      ]);
    });

    it("a person who has the address that was somebody else's", async () => {
      const [status, text] = refusal(await stage.signIn({ ...ANNA, sub: 'another Anna' }));
      expect([status, text]).toEqual([401, expect.stringContaining('another person')]);
    });

    it('to take the role from the last admin', async () => {
      const eve = { sub: 'eve', email: 'eve@shop.example', email_verified: true, role: 'admin' };
      expect((await stage.signIn(eve)).status).toBe(200);
      const [status, text] = refusal(await stage.signIn({ ...eve, role: 'clerk' }));
      expect([status, text]).toEqual([400, 'eve@shop.example is the last active admin']);
    });

    it('while the provider does not answer, and says so', async () => {
      stage.provider.mischief = { tokenStatus: 502 };
      const page = await stage.signIn(ANNA);
      expect(refusal(page)[0]).toBe(503);
      const away = await stage.serve({ issuer: 'http://127.0.0.1:1' });
      expect((await stage.open(`${away.base}/auth/oidc`)).status).toBe(503);
      stage.provider.mischief = { discoveryStatus: 503 };
      const early = await stage.serve();
      expect((await stage.open(`${early.base}/auth/oidc`)).status).toBe(503);
      stage.provider.mischief = {};
      expect((await stage.signIn(ANNA, { from: early })).status).toBe(200);
      const stranger = await stage.serve({ clientSecret: 'another secret' });
      expect((await stage.signIn(ANNA, { from: stranger })).status).toBe(503);
    });
  });
});
