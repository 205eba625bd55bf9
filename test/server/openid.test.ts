import { IdentityProvider } from '../../src/users/provider';
import { CLIENT } from '../support/openid-provider';
import { ANNA, openProvider, refusal } from './openid';
import { peopleOf, PASSWORD } from './people';

// Signing in at an OpenID provider, over HTTP as a browser does it. What an answer that is not right is worth is in
// openid-refusals.test.ts.

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

  it('opens a session that acts as the person, with the role of the claims', async () => {
    const signedIn = await stage.signIn(ANNA);
    expect([signedIn.status, signedIn.next]).toEqual([200, '/']);
    expect(signedIn.cookies).toEqual({
      bincard: expect.stringMatching(/^bcs_[\w-]{64}$/) as string,
      'bincard-oidc': '',
    });
    const { data } = await stage.people.me(stage.cookieOf(signedIn));
    expect(data?.me).toEqual({ actor: 'anna@shop.example', role: 'CLERK' });
    const { rows } = await stage.servers.database.pools.super.query<{ actor: string }>(
      `select actor from inventory.audit_log where entity = 'user' and action = 'INSERT'`,
    );
    expect(rows).toEqual([{ actor: stage.provider.issuer }]);
  });

  it('finds the same user again by the subject, whatever the address is now, and gives the role anew', async () => {
    const again = await stage.signIn({
      ...ANNA,
      email: 'anna.married@shop.example',
      role: 'manager',
    });
    expect((await stage.people.me(stage.cookieOf(again))).data?.me).toEqual({
      ...{ actor: 'anna@shop.example', role: 'MANAGER' },
    });
    expect(await stage.users()).toEqual([{ email: 'Anna@shop.example', role: 'manager' }]);
  });

  it('ends with sign-out, when it was idle, and when the user is switched off', async () => {
    const cookie = stage.cookieOf(await stage.signIn(ANNA));
    expect(await stage.people.reasonOf(cookie)).toBeUndefined();
    expect((await stage.people.post('/auth/sign-out', {}, { cookie })).status).toBe(204);
    expect(await stage.people.reasonOf(cookie)).toBe('expired');
    const idle = stage.cookieOf(await stage.signIn(ANNA));
    await stage.servers.database.pools.super.query(
      `update inventory.sessions set seen_at = seen_at - interval '12 hours'`,
    );
    expect(await stage.people.reasonOf(idle)).toBe('expired');
    const { data } = await stage.server.ask('{ users { id } }');
    const [{ id }] = data.users as [{ id: string }];
    const switchTo = (active: boolean) =>
      stage.server.ask(`mutation { setUserActive(id: "${id}", active: ${active}) { id } }`);
    const off = stage.cookieOf(await stage.signIn(ANNA));
    await switchTo(false);
    expect(await stage.people.reasonOf(off)).toBe('disabled');
    expect(refusal(await stage.signIn(ANNA))).toEqual([
      401,
      'This account is switched off: ask an admin',
    ]);
    await switchTo(true);
  });

  it('is the user of an invitation, who keeps the password', async () => {
    await stage.people.join('ben@shop.example', 'CLERK');
    const ben = { sub: 'ben', email: 'BEN@shop.example', email_verified: true, role: 'clerk' };
    expect((await stage.people.me(stage.cookieOf(await stage.signIn(ben)))).data?.me?.actor).toBe(
      'ben@shop.example',
    );
    const byPassword = { email: 'ben@shop.example', password: PASSWORD };
    expect((await stage.people.post('/auth/sign-in', byPassword)).status).toBe(200);
    expect(await stage.users()).toHaveLength(2);
  });

  it('asks with PKCE, state and nonce, which are others each time', async () => {
    const [one, other] = [await stage.toCallback(ANNA), await stage.toCallback(ANNA)];
    expect(Object.fromEntries(one.asked)).toMatchObject({
      ...{ response_type: 'code', client_id: 'bincard', code_challenge_method: 'S256' },
      ...{ redirect_uri: `${stage.server.base}/auth/oidc/callback`, scope: 'openid email profile' },
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.asked.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one.asked.get(name)).not.toBe(other.asked.get(name));
    }
  });

  it.each([
    ['/stock?of=A&x=<b>', '/stock?of=A&amp;x=%3Cb%3E'],
    ['https://evil.example/', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/%2f/evil.example', '/%2f/evil.example'],
    ['/..//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['stock', '/'],
  ])('leads on to %j as %j: to no other site', async (returnTo, next) => {
    expect((await stage.signIn(ANNA, { returnTo })).next).toBe(next);
  });

  it('leads on to no other site where the browser keeps one', async () => {
    const { url, cookies } = await stage.toCallback(ANNA);
    const kept = JSON.parse(
      Buffer.from(cookies['bincard-oidc']!, 'base64url').toString(),
    ) as object;
    const altered = JSON.stringify({ ...kept, returnTo: 'https://evil.example/' });
    const page = await stage.open(url, {
      'bincard-oidc': Buffer.from(altered).toString('base64url'),
    });
    expect([page.status, page.next]).toEqual([200, '/']);
  });

  it('ends the session that the browser had', async () => {
    const old = await stage.signIn(ANNA);
    const { url, cookies } = await stage.toCallback(ANNA);
    const page = await stage.open(url, { ...cookies, bincard: old.cookies['bincard']! });
    expect(page.status).toBe(200);
    expect(await stage.people.reasonOf(stage.cookieOf(old))).toBe('expired');
    expect(await stage.people.reasonOf(stage.cookieOf(page))).toBeUndefined();
  });

  it('takes the word of the signed token before that of the userinfo endpoint', async () => {
    stage.provider.apart = ['email'];
    stage.provider.mischief = { userinfo: (person) => ({ ...person, role: 'admin' }) };
    const page = await stage.signIn(ANNA);
    const { data } = await stage.people.me(stage.cookieOf(page));
    expect(data?.me).toEqual({ actor: 'anna@shop.example', role: 'CLERK' });
  });

  it('knows no role that is none, from the start', () => {
    const options = { issuer: stage.provider.issuer, ...CLIENT, scopes: 'openid', name: 'x' };
    const roles = new Map([['all-staff', 'root']]);
    expect(() => new IdentityProvider({ ...options, roleClaim: 'role', roles })).toThrow(
      'BINCARD_OIDC_ROLES names no role: root',
    );
  });

  it('adds one user where a person signs in twice at the same moment for the first time', async () => {
    const two = { sub: 'twice', email: 'twice@shop.example', email_verified: true, role: 'viewer' };
    const ways = [
      await stage.toCallback(two),
      await stage.toCallback(two),
      await stage.toCallback(two),
    ];
    const pages = await Promise.all(ways.map(({ url, cookies }) => stage.open(url, cookies)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(
      (await stage.users()).filter(({ email }) => email === 'twice@shop.example'),
    ).toHaveLength(1);
  });

  it('maps the texts of a claim to roles, of which the highest counts, and asks for claims that are told apart', async () => {
    const roles = new Map([
      ['all-staff', 'viewer'],
      ['stock-leads', 'manager'],
    ]);
    const from = await stage.serve({
      roleClaim: 'realm_access.roles',
      roles,
      tenant: undefined,
      tenantClaim: 'shop',
    });
    stage.provider.apart = ['email', 'email_verified', 'realm_access'];
    const carl = { sub: 'carl', email: 'carl@shop.example', email_verified: true, shop: 'SHOP' };
    const access = { realm_access: { roles: ['x', 'all-staff', 'stock-leads', 'admin'] } };
    const signedIn = await stage.signIn({ ...carl, ...access }, { from });
    const { data } = await peopleOf(from).me(stage.cookieOf(signedIn));
    expect(data?.me).toEqual({ actor: 'carl@shop.example', role: 'MANAGER' });
    for (const shop of [undefined, 'elsewhere', ['shop']]) {
      const page = await stage.signIn({ ...carl, ...access, shop }, { from });
      if (Array.isArray(shop)) expect(page.status).toBe(200);
      else expect(refusal(page)).toEqual([401, expect.stringContaining('tenant')]);
    }
  });

  it('has a link on the sign-in page, and says nothing of a code or a secret in its log', async () => {
    const { text } = await stage.open(`${stage.server.base}/sign-in`);
    expect(text).toContain('"provider":"Shop \\u003cid>"');
    const plain = await stage.serve({}, { console: false });
    const { text: form } = await stage.open(`${plain.base}/sign-in`);
    expect(form).toContain('<a href="auth/oidc">Sign in with Shop &lt;id></a>');
    const { url, cookies } = await stage.toCallback(ANNA);
    const { cookies: set } = await stage.open(url, cookies);
    const code = new URL(url).searchParams.get('code')!;
    const logged = JSON.stringify(stage.server.logs);
    for (const secret of [code, set['bincard']!, cookies['bincard-oidc']!, CLIENT.clientSecret]) {
      expect(logged).not.toContain(secret);
    }
    const without = await stage.servers.serve();
    expect((await stage.open(`${without.base}/auth/oidc`)).status).toBe(404);
    expect((await stage.open(`${without.base}/sign-in`)).text).toContain('"provider":null');
  });
});
