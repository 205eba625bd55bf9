import { WebSocket } from 'ws';
import { LOCATIONS, openTestServers, until, type TestServer, type TestServers } from './support';
import { PASSWORD, peopleOf } from './people';

// The cookie of a session and API tokens at every door, and what a stolen or altered one is worth.

describe('sessions', () => {
  let servers: TestServers;
  let server: TestServer;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve();
    people = peopleOf(server);
  });
  afterAll(() => servers?.close());

  it('says the same at every door', async () => {
    const { id, cookie } = await people.join('doors@shop.example');
    const origin = server.base;
    const doors = async (headers: Record<string, string>) => {
      const graphql = await people.ask(LOCATIONS, headers);
      const response = await fetch(`${server.base}/export/movements.csv`, { headers });
      const text = await response.text();
      const exported =
        response.status === 200
          ? undefined
          : (JSON.parse(text) as typeof graphql & { errors: { extensions: object }[] }).errors[0]!
              .extensions;
      const upload = await fetch(`${server.base}/import/stock`, {
        ...{ method: 'POST', body: 'sku,location,quantity\n', headers },
      });
      const imported = (await upload.json()) as { errors?: { extensions: { code: string } }[] };
      const taken = upload.status === 401 ? imported.errors![0]!.extensions : 'taken';
      const closed = await people.socketEnd(headers);
      return [
        ...[graphql.status, graphql.error?.details?.reason, response.status, exported],
        ...[taken, closed],
      ];
    };
    const denied = (reason: string) => {
      const extensions = { code: 'UNAUTHENTICATED', details: { reason } };
      return [401, reason, 401, extensions, extensions, `4401 Unauthenticated: ${reason}`];
    };
    const open = [200, undefined, 200, undefined, 'taken', 'open'];
    expect(await doors({ cookie, origin })).toEqual(open);
    expect(await doors({ origin })).toEqual(denied('missing'));
    expect(await doors({ cookie: 'bincard=nonsense', origin })).toEqual(denied('wrong'));
    const { data } = await server.ask(
      'mutation { createApiToken(name: "Doors", role: CLERK, expiresInDays: 1) { secret token { id } } }',
    );
    const { secret, token } = data.createApiToken as { secret: string; token: { id: string } };
    const authorization = `Bearer ${secret}`;
    expect(await doors({ authorization })).toEqual(open);
    await server.ask(`mutation { revokeApiToken(id: "${token.id}") { id } }`);
    expect(await doors({ authorization })).toEqual(denied('disabled'));
    await servers.database.pools.super.query(
      `update inventory.sessions set seen_at = seen_at - interval '12 hours' where user_id = $1`,
      [id],
    );
    expect(await doors({ cookie, origin })).toEqual(denied('expired'));
    const expired = `Bearer ${await server.token('clerk', 'till', '-1m')}`;
    expect(await doors({ authorization: expired })).toEqual(denied('expired'));
  });

  it('closes an open socket when its user is switched off', async () => {
    const { id, cookie } = await people.join('socket@shop.example');
    const socket = new WebSocket(server.url.replace('http', 'ws'), 'graphql-transport-ws', {
      headers: { cookie, origin: server.base },
    });
    let closed: string | undefined;
    let acknowledged = false;
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', () => (acknowledged = true));
    socket.on('close', (code, reason) => (closed = `${code} ${reason.toString()}`));
    await until(() => acknowledged);
    await server.ask(`mutation { setUserActive(id: "${id}", active: false) { id } }`);
    await until(() => closed !== undefined);
    expect(closed).toBe('4401 Unauthenticated: disabled');
  }, 20_000);

  it.each(['session', 'API token'])(
    'closes an open socket at the end of its %s',
    async (kind) => {
      const { pools } = servers.database;
      let headers: Record<string, string> = {};
      let first: object = { type: 'connection_init' };
      if (kind === 'session') {
        const { id, cookie } = await people.join('ending@shop.example');
        await pools.super.query(
          `update inventory.sessions set expires_at = now() + interval '2 seconds' where user_id = $1`,
          [id],
        );
        headers = { cookie, origin: server.base };
      } else {
        const { rows } = await pools.super.query<{ secret: string }>(
          'select inventory.new_secret($1, $2) as secret',
          ['bct', servers.shop.tenant],
        );
        const { secret } = rows[0]!;
        await pools.super.query(
          `insert into inventory.api_tokens (tenant_id, id, name, role, hash, expires_at)
         select $1::uuid, inventory.uuid_v7(), 'Short', 'viewer', inventory.secret_hash($2), now() + interval '2 seconds'
         from set_config('app.tenant_id', $1::text, true) t, set_config('app.role', 'admin', true) r`,
          [servers.shop.tenant, secret],
        );
        first = { ...first, payload: { authorization: `Bearer ${secret}` } };
      }
      const socket = new WebSocket(server.url.replace('http', 'ws'), 'graphql-transport-ws', {
        headers,
      });
      const said: string[] = [];
      socket.on('open', () => socket.send(JSON.stringify(first)));
      socket.on('message', () => said.push('acknowledged'));
      socket.on('close', (code, reason) => said.push(`${code} ${reason.toString()}`));
      await until(() => said.length === 2);
      expect(said).toEqual(['acknowledged', '4401 Unauthenticated: expired']);
    },
    20_000,
  );

  describe('another origin', () => {
    let cookie: string;
    beforeAll(async () => {
      ({ cookie } = await people.join('origin@shop.example'));
    });

    it.each([
      ['a page of another host', { origin: 'https://evil.example' }],
      ['a page of another port', { origin: 'http://127.0.0.1:1' }],
      ['a sandboxed frame', { origin: 'null' }],
      ['no origin', {}],
    ])('from %s a cookie is refused', async (_, headers: Record<string, string>) => {
      const answered = await people.ask('{ me { actor } }', { cookie, ...headers });
      expect(answered).toMatchObject({ status: 403, error: { code: 'ORIGIN_REFUSED' } });
    });

    it.each(['x-forwarded-host', 'forwarded', 'x-forwarded-proto'])(
      'the header %s changes nothing',
      async (header) => {
        const smuggled = {
          [header]: header === 'forwarded' ? 'host=evil.example' : 'evil.example',
        };
        const answered = await people.me(cookie, { origin: 'http://evil.example', ...smuggled });
        expect(answered.status).toBe(403);
      },
    );

    it('does not upgrade to a WebSocket', async () => {
      // 403 before there is a WebSocket; a client sees no more than that.
      expect(await people.socketEnd({ cookie, origin: 'https://evil.example' })).toBe('1006 ');
    });

    it('downloads nothing from a link of another site, and does from its own', async () => {
      const download = async (site: string) =>
        (
          await fetch(`${server.base}/export/movements.csv`, {
            headers: { cookie, 'sec-fetch-site': site },
          })
        ).status;
      expect([await download('cross-site'), await download('same-origin')]).toEqual([403, 200]);
    });

    it('does not sign in or out', async () => {
      const origin = 'https://evil.example';
      const body = { email: 'origin@shop.example', password: PASSWORD };
      expect((await people.post('/auth/sign-in', body, { origin })).status).toBe(403);
      expect((await people.post('/auth/sign-out', {}, { cookie, origin })).status).toBe(403);
      expect(await people.reasonOf(cookie)).toBeUndefined();
    });

    it('sends no form: only JSON is read', async () => {
      const response = await fetch(`${server.base}/auth/sign-out`, {
        method: 'POST',
        headers: { cookie, origin: server.base, 'content-type': 'text/plain' },
        body: '{}',
      });
      expect(response.status).toBe(400);
    });
  });

  it("finds no session with another tenant's id in front of it", async () => {
    const { cookie } = await people.join('tenant@shop.example');
    const bytes = Buffer.from(cookie.split('bcs_')[1]!, 'base64url');
    const { rows } = await servers.database.pools.owner.query<{ id: string }>(
      `select inventory.create_tenant('other', 'Other') as id`,
    );
    Buffer.from(rows[0]!.id.replaceAll('-', ''), 'hex').copy(bytes);
    expect(await people.reasonOf(`bincard=bcs_${bytes.toString('base64url')}`)).toBe('wrong');
    const several = await people.post('/auth/sign-in', { email: 'x@y', password: PASSWORD });
    expect(several.answer.errors?.[0]?.extensions.details).toMatchObject({ field: 'tenant' });
    const body = { email: 'tenant@shop.example', password: PASSWORD };
    expect((await people.post('/auth/sign-in', { ...body, tenant: 'OTHER' })).status).toBe(401);
  });

  it('takes no cookie as a bearer token, and no link as either', async () => {
    const { cookie } = await people.join('mixed@shop.example');
    const { secret } = await people.invite('mixed2@shop.example');
    for (const authorization of [
      `Bearer ${cookie.split('=')[1]}`,
      `Bearer ${secret}`,
      'Basic eDp5',
    ]) {
      expect((await people.ask(LOCATIONS, { authorization })).error?.details?.reason).toBe('wrong');
    }
    expect(await people.reasonOf(`bincard=${secret}`)).toBe('wrong');
  });
});
