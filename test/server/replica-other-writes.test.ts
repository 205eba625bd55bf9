import { signToken } from '../../src/auth/token';
import { migrate } from '../../src/lifecycle/migrate';
import { startServer, type RunningServer } from '../../src/server/start';
import { describeWithStandby, startPair, type Pair } from '../support/standby';
import { SECRET, until } from './support';

// What a caller writes past /graphql is seen by the caller's next query, too: imports over HTTP, and signing in by a link.

describeWithStandby('a replica that lacks what was written past /graphql', () => {
  let pair: Pair;
  let tenantId: string;
  let server: RunningServer;

  beforeAll(async () => {
    pair = await startPair();
    await migrate(pair.primary.url);
    const [tenant] = await pair.primary.query<{ id: string }>(
      "select inventory.create_tenant('shop', 'shop', 'UTC') as id",
    );
    tenantId = tenant!.id;
    server = await startServer({
      ...{ databaseUrl: pair.primary.url, readUrl: pair.standby.url, port: 0, host: '127.0.0.1' },
      ...{ jwtSecret: SECRET, logLevel: 'silent', poolSize: 3 },
      settings: { readWaitMs: 300, rateLimit: 0 },
    });
    const tenants = () => pair.standby.query('select from inventory.tenants');
    await until(async () => (await tenants()).length === 1);
  });
  afterEach(() => pair.standby.query('select pg_wal_replay_resume()'));
  afterAll(async () => {
    await server?.close();
    await pair?.remove();
  });

  const at = (path: string) => server.url.replace('/graphql', path);
  const bearer = async (actor: string) => ({
    authorization: `Bearer ${await signToken({ tenantId, actor, role: 'admin' }, SECRET)}`,
  });
  const ask = async (query: string, headers: Record<string, string>) => {
    const response = await fetch(server.url, {
      ...{ method: 'POST', body: JSON.stringify({ query }) },
      headers: { 'content-type': 'application/json', ...headers },
    });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the query selects
    return ((await response.json()) as { data: any }).data;
  };
  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(at(path), { method: 'POST', body, headers });

  it('is not read by whoever has brought a file in', async () => {
    await pair.standby.query('select pg_wal_replay_pause()');
    const headers = { 'content-type': 'text/csv', ...(await bearer('importer')) };
    const answer = await post('/import/products?live=true', 'sku;name\nA;Apples\n', headers);
    const { id } = (await answer.json()) as { id: string };
    const query = `{ importRun(id: "${id}") { created } products { nodes { sku } } }`;
    const imported = { importRun: { created: 1 }, products: { nodes: [{ sku: 'A' }] } };
    expect(await ask(query, await bearer('importer'))).toEqual(imported);
    const others = await bearer('somebody');
    expect(await ask(query, others)).toEqual({ importRun: null, products: { nodes: [] } });
    const position = answer.headers.get('bincard-log-position')!;
    expect(await ask(query, { ...others, 'bincard-log-position': position })).toEqual(imported);
  });

  it('is not read by whoever has just become a user', async () => {
    const invited = await ask(
      'mutation { inviteUser(input: { email: "Ann@shop.example", name: "Ann", role: CLERK }) { link } }',
      await bearer('boss'),
    );
    const [, secret] = (invited.inviteUser.link as string).split('#');
    await until(async () => (await pair.standby.query('select from inventory.users')).length === 1);
    await pair.standby.query('select pg_wal_replay_pause()');
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ secret, password: 'correct horse battery' });
    const answer = await post('/auth/link', body, json);
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    const origin = at('');
    const signedIn = '{ me { user { email lastSignInAt } } }';
    const { me } = await ask(signedIn, { cookie, origin });
    expect(me.user).toMatchObject({ email: 'Ann@shop.example' });
    expect(me.user.lastSignInAt).not.toBeNull();
  });
});
