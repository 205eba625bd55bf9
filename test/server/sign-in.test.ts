import { openTestServers, type TestServer, type TestServers } from './support';
import { PASSWORD, peopleOf } from './people';

// Signing in over HTTP by a password or a link, and what limits it.

describe('signing in', () => {
  let servers: TestServers;
  let server: TestServer;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve();
    people = peopleOf(server);
  });
  afterAll(() => servers?.close());

  it('by a link sets the password, and by the password opens a session that acts as the person', async () => {
    const { secret } = await people.invite('Anna@shop.example', 'MANAGER');
    const first = await people.post('/auth/link', { secret, password: PASSWORD });
    expect(first).toMatchObject({ status: 200, answer: { user: { email: 'Anna@shop.example' } } });
    expect(first.set).toMatch(
      /^bincard=bcs_[\w-]{64}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const { cookie } = await people.post('/auth/sign-in', {
      email: 'anna@SHOP.example',
      password: PASSWORD,
    });
    expect(cookie).not.toBe(first.cookie);
    for (const each of [first.cookie, cookie]) {
      expect((await people.me(each)).data?.me).toEqual({
        actor: 'anna@shop.example',
        role: 'MANAGER',
      });
    }
    expect((await people.post('/auth/sign-out', {}, { cookie })).status).toBe(204);
    expect(await people.reasonOf(cookie)).toBe('expired');
    expect(await people.reasonOf(first.cookie)).toBeUndefined();
  });

  it.each([
    ['a wrong password', 'anna@shop.example', 'wrong horse battery'],
    ['an unknown address', 'nobody@shop.example', PASSWORD],
  ])('is refused with %s in the same words', async (_, email, password) => {
    const { status, answer, set } = await people.post('/auth/sign-in', { email, password });
    expect([status, set]).toEqual([401, undefined]);
    expect(answer.errors).toEqual([
      {
        message: 'The email address or the password is wrong',
        extensions: { code: 'SIGN_IN_FAILED', details: { reason: 'wrong' } },
      },
    ]);
  });

  it.each([
    ['{"email": ', 'The body is not JSON: it is an object such as {"email"'],
    ['', 'The body is empty: it is a JSON object such as'],
  ])('says what is wrong with the body %j', async (body, said) => {
    const response = await fetch(`${server.base}/auth/sign-in`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body },
    });
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect([response.status, errors[0]!.message]).toEqual([400, expect.stringContaining(said)]);
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    await people.join('timed@shop.example');
    const timeOf = async (email: string) => {
      const begun = performance.now();
      await people.post('/auth/sign-in', { email, password: 'not the password' });
      return performance.now() - begun;
    };
    const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1]!;
    const known: number[] = [];
    const unknown: number[] = [];
    for (let n = 0; n < 7; n++) {
      known.push(await timeOf('timed@shop.example'));
      unknown.push(await timeOf(`unknown${n}@shop.example`));
    }
    const ratio = median(known) / median(unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('uses a link once, also when two use it at the same moment', async () => {
    const { secret } = await people.invite('raced@shop.example');
    const uses = await Promise.all(
      ['the first password', 'the second password'].map(async (password) => ({
        password,
        ...(await people.post('/auth/link', { secret, password })),
      })),
    );
    expect(uses.map(({ status }) => status).sort()).toEqual([200, 400]);
    const [lost] = uses.filter(({ status }) => status === 400);
    expect(lost!.answer.errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'ACCESS_ENDED', details: { reason: 'used' } },
    });
    const signIn = { email: 'raced@shop.example', password: lost!.password };
    expect((await people.post('/auth/sign-in', signIn)).status).toBe(401);
  });

  it('refuses an invitation after a newer link was made, and after the password was set by it', async () => {
    const { id, secret: invited } = await people.invite('replaced@shop.example');
    const linkOf = async (): Promise<string> => {
      const { data } = await server.ask(`mutation { resetUser(id: "${id}") { link } }`);
      return (data.resetUser.link as string).split('#')[1]!;
    };
    const reset = await linkOf();
    const refused = async (secret: string, reason: string) => {
      const taken = await people.post('/auth/link', { secret, password: 'taken over by another' });
      expect([taken.status, taken.cookie]).toEqual([400, '']);
      expect(taken.answer.errors?.[0]?.extensions).toMatchObject({
        ...{ code: 'ACCESS_ENDED', details: { reason } },
      });
    };
    await refused(invited, 'replaced');
    expect((await people.post('/auth/link', { secret: reset, password: PASSWORD })).status).toBe(
      200,
    );
    await refused(invited, 'withdrawn');
    const signIn = { email: 'replaced@shop.example', password: PASSWORD };
    expect((await people.post('/auth/sign-in', signIn)).status).toBe(200);

    const before = await linkOf();
    await server.ask(`mutation { setUserActive(id: "${id}", active: false) { id } }`);
    await server.ask(`mutation { setUserActive(id: "${id}", active: true) { id } }`);
    await refused(before, 'withdrawn');
  });

  it('of two links that are used at the same moment takes the newer one alone', async () => {
    const { id, secret } = await people.invite('two-links@shop.example');
    const { data } = await server.ask(`mutation { resetUser(id: "${id}") { link } }`);
    const newer = (data.resetUser.link as string).split('#')[1]!;
    const uses = await Promise.all(
      [secret, newer].map((each) =>
        people.post('/auth/link', { secret: each, password: PASSWORD }),
      ),
    );
    expect(uses.map(({ status }) => status)).toEqual([400, 200]);
  });

  it('makes one admin of a link that two people use at the same moment to set a tenant up', async () => {
    const { secret } = await servers.shop.call<{ secret: string }>('set_up', {});
    const uses = await Promise.all(
      ['one', 'other'].map((name) =>
        people.post('/auth/link', {
          ...{ secret, password: PASSWORD, email: `${name}@set-up.example`, name },
        }),
      ),
    );
    expect(uses.map(({ status }) => status).sort()).toEqual([200, 400]);
    const [lost] = uses.filter(({ status }) => status === 400);
    expect(lost!.answer.errors?.[0]?.extensions.details).toMatchObject({ reason: 'used' });
    const { data } = await server.ask('{ users { email role } }');
    const made = (data.users as { email: string; role: string }[]).filter(({ email }) =>
      email.endsWith('@set-up.example'),
    );
    expect(made).toEqual([{ email: expect.any(String) as string, role: 'ADMIN' }]);
  });

  it.each([
    ['short', 'eleven char'],
    ['long', 'x'.repeat(257)],
  ])('refuses a password that is too %s, and the link stays good', async (_, password) => {
    const { secret } = await people.invite(`${password.length}@shop.example`);
    const refused = await people.post('/auth/link', { secret, password });
    expect(refused.answer.errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', details: { field: 'password' } },
    });
    expect((await people.post('/auth/link', { secret, password: PASSWORD })).status).toBe(200);
  });

  it('with a new password ends every session of before', async () => {
    const { id, cookie } = await people.join('reset@shop.example');
    const { data } = await server.ask(`mutation { resetUser(id: "${id}") { link } }`);
    expect(await people.reasonOf(cookie)).toBeUndefined(); // the old password counts until then
    const secret = (data.resetUser.link as string).split('#')[1];
    const { cookie: fresh } = await people.post('/auth/link', {
      secret,
      password: 'another long password',
    });
    expect(await people.reasonOf(cookie)).toBe('disabled'); // revoked by the new password
    expect(await people.reasonOf(fresh)).toBeUndefined();
  });

  it('gives a new secret whatever cookie the request brings, and ends the old session', async () => {
    const { cookie } = await people.join('fixed@shop.example');
    const planted = `bincard=bcs_${'A'.repeat(64)}`;
    const body = { email: 'fixed@shop.example', password: PASSWORD };
    const signedIn = await people.post('/auth/sign-in', body, { cookie: planted });
    expect(signedIn.cookie).not.toBe(planted);
    expect(await people.reasonOf(planted)).toBe('wrong');
    await people.post('/auth/sign-in', body, { cookie });
    expect(await people.reasonOf(cookie)).toBe('expired');
  });

  it('counts a lower role and a user switched off from the next request on', async () => {
    const { id, cookie } = await people.join('low@shop.example', 'MANAGER');
    await server.ask(`mutation { setUserRole(id: "${id}", role: VIEWER) { id } }`);
    expect((await people.me(cookie)).data?.me?.role).toBe('VIEWER');
    await server.ask(`mutation { setUserActive(id: "${id}", active: false) { id } }`);
    expect(await people.me(cookie)).toMatchObject({
      status: 401,
      error: { details: { reason: 'disabled' } },
    });
    const again = { email: 'low@shop.example', password: PASSWORD };
    expect(
      (await people.post('/auth/sign-in', again)).answer.errors?.[0]?.extensions.details,
    ).toEqual({
      reason: 'disabled',
    });
    const wrong = await people.post('/auth/sign-in', { ...again, password: 'not the password' });
    expect(wrong.answer.errors?.[0]?.extensions.details).toEqual({ reason: 'wrong' });
    await server.ask(`mutation { setUserActive(id: "${id}", active: true) { id } }`);
    expect(await people.reasonOf(cookie)).toBe('disabled');
  });

  it('is __Host- and Secure where browsers come over TLS', async () => {
    const publicUrl = 'https://stock.example';
    const behind = await servers.serve({}, { publicUrl });
    const body = JSON.stringify({
      email: 'anna@shop.example',
      password: PASSWORD,
      tenant: 'shop',
    });
    const response = await fetch(`${behind.base}/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: publicUrl },
      body,
    });
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-bincard=bcs_[\w-]{64}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('is limited for an account across servers, and for an address, in the database', async () => {
    const another = await servers.serve();
    await people.join('limited@shop.example');
    const body = {
      email: 'limited@shop.example',
      password: 'not the password',
      tenant: 'shop',
    };
    const tries = await Promise.all(
      Array.from({ length: 14 }, (_, n) =>
        fetch(`${(n % 2 ? server : another).base}/auth/sign-in`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    );
    const statuses = tries.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(4).fill(429)]);
    const right = await people.post('/auth/sign-in', { ...body, password: PASSWORD });
    expect([right.status, right.response.headers.get('retry-after')]).toEqual([
      429,
      expect.stringMatching(/^\d+$/),
    ]);
    const { message, extensions } = right.answer.errors![0] as unknown as {
      message: string;
      extensions: { details: { retryAfterSeconds: number } };
    };
    const { retryAfterSeconds } = extensions.details;
    expect(String(retryAfterSeconds)).toBe(right.response.headers.get('retry-after'));
    expect(retryAfterSeconds).toBeGreaterThan(800); // of 15 minutes
    expect(message).toMatch(/: wait 1[45] minutes, or ask an admin for a new link$/);
    await servers.database.pools.super.query(
      `update inventory.sign_in_attempts set since = since - interval '16 minutes'`,
    );
    expect((await people.post('/auth/sign-in', { ...body, password: PASSWORD })).status).toBe(200);
    await servers.database.pools.super.query(
      `update inventory.sign_in_attempts set attempts = 100, since = now() where scope = 'ADDRESS'`,
    );
    expect((await people.post('/auth/sign-in', { ...body, email: 'x@y' })).status).toBe(429);
  });

  it('lets the role of the server read no hash', async () => {
    const { pools } = servers.database;
    for (const text of [
      'select hash from inventory.user_passwords',
      'select * from inventory.sessions',
      'select hash from inventory.user_links',
      'select hash from inventory.api_tokens',
      `update inventory.user_passwords set hash = '$argon2id$'`,
      'delete from inventory.sign_in_attempts',
    ]) {
      await expect(pools.app.query(text)).rejects.toThrow('permission denied');
    }
    const { rows } = await pools.super.query<{ found: boolean }>(
      `select count(*) > 5 and bool_and(hash like '$argon2id$v=19$m=19456,t=2,p=1$%') as found from inventory.user_passwords`,
    );
    expect(rows).toEqual([{ found: true }]);
  });
});
