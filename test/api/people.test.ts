import { UNKNOWN_ID } from '../rules/statements';
import { startTestServer, type TestServer } from './support';

// Users and API tokens in the API. Signing in is in test/server/sign-in.test.ts.

describe('people', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const ask = (query: string, token?: string, variables = {}) =>
    server.api.request(query, variables, token === undefined ? {} : { token });
  const codeOf = async (query: string, token?: string) =>
    (await ask(query, token)).errors?.[0]?.extensions.code ?? 'done';
  const invite = async (email: string, role: string) => {
    const { data } = await ask(
      `mutation { inviteUser(input: { email: "${email}", name: "N", role: ${role} }) { id email role active link } }`,
    );
    return data.inviteUser as { id: string; email: string; link: string };
  };
  const makeToken = async (name: string, role: string, token?: string) => {
    const { data, errors } = await ask(
      `mutation { createApiToken(name: "${name}", role: ${role}, expiresInDays: 1) { secret token { id actor role } } }`,
      token,
    );
    return {
      errors,
      ...(data?.createApiToken as { secret: string; token: { id: string; actor: string } }),
    };
  };

  it('says who asks and what is allowed', async () => {
    const clerk = await server.api.token(server.shop.tenant, 'clerk', 'kim');
    const { data } = await ask(
      '{ me { actor role tenant timeZone permissions user { id } } }',
      clerk,
    );
    expect(data.me).toMatchObject({ actor: 'kim', role: 'CLERK', user: null });
    const { permissions } = data.me as { permissions: string[] };
    expect(permissions).toEqual(
      expect.arrayContaining(['recordSale', 'createApiToken', 'products']),
    );
    expect(permissions).not.toContain('inviteUser');
    expect(permissions).not.toContain('createProduct');
  });

  it('invites a person once, and shows the link in that answer alone', async () => {
    const kim = await invite('Kim@shop.example', 'CLERK');
    expect(kim.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in#bcl_[\w-]{64}$/);
    const { data } = await ask('{ users { email link } }');
    expect(data.users).toEqual([{ email: 'Kim@shop.example', link: null }]);
    const { data: log } = await ask(
      `{ auditLog(entity: "user", entityId: "${kim.id}") { nodes { actor action after } } }`,
    );
    expect(log.auditLog.nodes).toMatchObject([{ actor: 'tester', action: 'INSERT' }]);
    expect(JSON.stringify(log)).not.toContain('hash');
  });

  it('has two admins who switch each other off leave one', async () => {
    const admins = [
      await invite('a@shop.example', 'ADMIN'),
      await invite('b@shop.example', 'ADMIN'),
    ];
    const codes = await Promise.all(
      admins.map(({ id }) =>
        codeOf(`mutation { setUserActive(id: "${id}", active: false) { id } }`),
      ),
    );
    expect(codes.sort()).toEqual(['LAST_ADMIN', 'done']);
  });

  it('lets a token do what its role may, and no more, as the actor who made it', async () => {
    const { secret, token } = await makeToken('Till', 'CLERK');
    expect(secret).toMatch(/^bct_[\w-]{64}$/);
    const { data } = await ask('{ me { actor role } }', secret);
    expect(data.me).toEqual({ actor: 'tester', role: 'CLERK' });
    expect(token.actor).toBe('tester');
    expect(await codeOf('{ users { id } }', secret)).toBe('FORBIDDEN');
    const { errors } = await makeToken('More', 'MANAGER', secret);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'ROLE_EXCEEDS_OWN',
      details: { role: 'manager', own: 'clerk', field: 'role' },
    });
    expect((await makeToken('TILL', 'CLERK')).errors?.[0]).toMatchObject({
      message: 'Name TILL is already used by another API token',
      extensions: { code: 'TOKEN_NAME_TAKEN', details: { field: 'name' } },
    });
  });

  it('keeps four eyes between two tokens of one person', async () => {
    const { batch, location } = server.shop;
    const [one, other] = [await makeToken('One', 'MANAGER'), await makeToken('Other', 'MANAGER')];
    const { data } = await ask(
      `mutation { requestAdjustment(input: { batchId: "${batch}", locationId: "${location}", type: DAMAGE, quantity: -1, reason: "broken" }) { id requestedBy } }`,
      one.secret,
    );
    const { id } = data.requestAdjustment as { id: string };
    const approve = `mutation { approveAdjustment(id: "${id}") { id } }`;
    expect(await codeOf(approve, other.secret)).toBe('SELF_APPROVAL');
    const kim = await server.api.token(server.shop.tenant, 'manager', 'kim');
    expect(await codeOf(approve, kim)).toBe('done');
  });

  it('is no more than its user is now, and dead while the user is switched off', async () => {
    const { id } = await invite('Mia@shop.example', 'MANAGER');
    const mia = await server.api.token(server.shop.tenant, 'manager', 'mia@shop.example');
    const { secret, token } = await makeToken("Mia's", 'MANAGER', mia);
    const role = async () => (await ask('{ me { actor role user { name } } }', secret)).data?.me;
    expect(await role()).toEqual({
      actor: 'mia@shop.example',
      role: 'MANAGER',
      user: { name: 'N' },
    });

    await ask(`mutation { setUserRole(id: "${id}", role: CLERK) { id } }`);
    expect(await role()).toMatchObject({ role: 'CLERK' });

    await ask(`mutation { setUserActive(id: "${id}", active: false) { id } }`);
    const { errors } = await ask('{ locations { id } }', secret);
    expect(errors?.[0]?.extensions).toEqual({
      ...{ code: 'UNAUTHENTICATED', details: { reason: 'disabled' } },
    });

    await ask(`mutation { setUserActive(id: "${id}", active: true) { id } }`);
    expect(await role()).toMatchObject({ role: 'CLERK' });
    await ask(`mutation { revokeApiToken(id: "${token.id}") { revoked } }`);
    expect((await ask('{ locations { id } }', secret)).errors?.[0]?.extensions.details).toEqual({
      reason: 'disabled',
    });
  });

  it('is seen and revoked by its own actor, and by an admin', async () => {
    const kim = await server.api.token(server.shop.tenant, 'clerk', 'kim');
    const { token } = await makeToken("Kim's", 'CLERK', kim);
    const names = async (as?: string) =>
      ((await ask('{ apiTokens { name } }', as)).data.apiTokens as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await names(kim)).toEqual(["Kim's"]);
    expect(await names()).toEqual(expect.arrayContaining(["Kim's", 'Till']));
    const other = await server.api.token(server.shop.tenant, 'manager', 'other');
    const revoke = (id: string) => `mutation { revokeApiToken(id: "${id}") { revoked } }`;
    expect(await codeOf(revoke(token.id), other)).toBe('API_TOKEN_UNKNOWN');
    expect(await codeOf(revoke(UNKNOWN_ID))).toBe('API_TOKEN_UNKNOWN');
    expect(await codeOf(revoke(token.id), kim)).toBe('done');
    expect(await codeOf(revoke(token.id), kim)).toBe('done');
  });

  it.each([0, 367])('refuses a token of %s days', async (days) => {
    const { errors } = await ask(
      `mutation { createApiToken(name: "x", role: CLERK, expiresInDays: ${days}) { secret } }`,
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'expiresInDays' },
    });
  });
});
