import { createServer, connect as connectTo, type AddressInfo } from 'node:net';
import { connect } from '../../src/database/advisory-lock';
import { send } from '../../src/database/documents';
import { hostsOf } from '../../src/database/hosts';
import { createPool } from '../../src/database/pool';
import { loadConfig } from '../../src/config';
import { Lag } from '../../src/database/replica/lag';
import { OutcomeUnknown } from '../../src/database/connection-errors';
import {
  parsePosition,
  Positions,
  printPosition,
  UNKNOWN,
} from '../../src/database/replica/positions';

const SERVER = process.env['TEST_SERVER_URL']!;
/** A host that refuses, then the server. */
const many = (attribute = '') => {
  const { username, password, host } = new URL(SERVER);
  const login = `${username}:${password}`;
  return `postgres://${login}@127.0.0.1:1,${host}/postgres${attribute}`;
};

describe('a URL of several hosts', () => {
  it('is a URL for each, without what node-postgres does not know', () => {
    expect(hostsOf('postgres://u:p@a:1,[::1]:2,c/db?sslmode=require')).toEqual({
      urls: ['a:1', '[::1]:2', 'c'].map((host) => `postgres://u:p@${host}/db?sslmode=require`),
      wants: 'read-write',
    });
    const url = 'postgres://u@a/db';
    expect(hostsOf(url)).toEqual({ urls: [url], wants: 'any' });
    expect(hostsOf(`${url}?target_session_attrs=standby&ssl=true`)).toEqual({
      ...{ urls: [`${url}?ssl=true`], wants: 'standby' },
    });
  });

  it('leads to the first that answers, for a pool and for one connection', async () => {
    const pool = createPool(many(), 'bincard_app', { max: 1 });
    const role = 'select current_user::text as role';
    expect((await pool.query(role)).rows).toEqual([{ role: 'bincard_app' }]);
    await pool.end();
    const client = await connect(many());
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  it('leads nowhere where none is of the wanted kind, and the error is that of a standby', async () => {
    const pool = createPool(many('?target_session_attrs=standby'), undefined, { max: 1 });
    await expect(pool.query('select 1')).rejects.toMatchObject({ code: '25006' });
    await pool.end();
    await expect(connect(many('?target_session_attrs=read-only'))).rejects.toThrow('not read-only');
  });

  it('may want what libpq knows', () => {
    const settings = (wants: string) => () =>
      loadConfig({ DATABASE_URL: many(`?target_session_attrs=${wants}`) });
    expect(settings('primary')).not.toThrow();
    expect(settings('prefer-primary')).toThrow('DATABASE_URL must be');
  });
});

describe('the position of a write', () => {
  it('is asked for together with the write, and read after it', async () => {
    const proxy = await openProxy();
    const pool = createPool(proxy.url, undefined, { max: 1, pipeline: true });
    await pool.query('select 1');
    const before = proxy.roundTrips();
    const positions: (bigint | undefined)[] = [];
    const text = 'select txid_current()::text as result';
    const written = await send<string>(pool, { text }, (position) => positions.push(position));
    expect(Number(written)).toBeGreaterThan(0);
    expect(positions).toHaveLength(1);
    expect(proxy.roundTrips() - before).toBe(1);
    await pool.end();
    await proxy.close();
  });

  it('is not lost with a write that is refused', async () => {
    const pool = createPool(SERVER, undefined, { max: 1, pipeline: true });
    const refused = send(pool, { text: 'select 1 / 0 as result' }, () => undefined);
    await expect(refused).rejects.toMatchObject({ code: '22012' });
    expect(await send(pool, { text: 'select 7 as result' }, () => undefined)).toBe(7);
    await pool.end();
  });

  it('is text as PostgreSQL prints it', () => {
    for (const text of ['0/0', '16/B374D848', 'FFFFFFFF/FFFFFFFF', '1/A']) {
      expect(printPosition(parsePosition(text)!)).toBe(text);
    }
    expect(parsePosition('1/0')).toBe(2n ** 32n);
  });

  it('is kept by caller, the furthest of each, for a time', () => {
    const identity = (actor: string) => ({ tenantId: 't', actor, role: 'clerk' }) as const;
    const clock = jest.spyOn(performance, 'now').mockReturnValue(1000);
    const positions = new Positions(500);
    positions.wrote(identity('a'), 7n);
    positions.wrote(identity('a'), 5n);
    expect([positions.of(identity('a')), positions.of(identity('b'))]).toEqual([7n, undefined]);
    for (let n = 0; n <= 50_000; n++) positions.wrote(identity(`many ${n}`), BigInt(n + 8));
    // The caller's own is forgotten, so everybody waits for it.
    expect(positions.of(identity('b'))).toBeGreaterThanOrEqual(7n);
    expect(positions.of(identity('a'))).toBeGreaterThanOrEqual(7n);
    clock.mockReturnValue(1600);
    expect([positions.of(identity('a')), positions.of(identity('many 9'))]).toEqual([
      ...[undefined, undefined],
    ]);
    clock.mockRestore();
  });
});

describe('a write whose answer was lost', () => {
  it('is told to be of an unknown position', async () => {
    const pool = createPool(SERVER, undefined, { max: 1, pipeline: true });
    const positions: (bigint | undefined)[] = [];
    const text = 'select pg_terminate_backend(pg_backend_pid()) as result';
    const lost = send(pool, { text }, (position) => positions.push(position));
    await expect(lost).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(positions).toEqual([undefined]);
    await pool.end();
  });

  it('leads its caller to the primary for a time, whatever is written later', () => {
    const [a, b] = ['a', 'b'].map((actor) => ({ tenantId: 't', actor, role: 'clerk' }) as const);
    const clock = jest.spyOn(performance, 'now').mockReturnValue(1000);
    const positions = new Positions(500);
    positions.wrote(a!, undefined);
    expect([positions.of(a!), positions.of(b!)]).toEqual([UNKNOWN, undefined]);
    expect(positions.lastKnown(a!)).toBeUndefined();
    clock.mockReturnValue(1400);
    positions.wrote(a!, 7n);
    expect([positions.of(a!), positions.lastKnown(a!)]).toEqual([UNKNOWN, 7n]);
    clock.mockReturnValue(1600);
    expect(positions.of(a!)).toBe(7n);
    clock.mockReturnValue(2000);
    expect(positions.of(a!)).toBeUndefined();
    clock.mockRestore();
  });
});

describe('the lag of a replica', () => {
  it('is since when it lacks what the primary had written', () => {
    const lag = new Lag();
    lag.wrote(10n, 1000);
    expect(lag.behind(10n, 1001)).toBe(0);
    lag.wrote(20n, 2000);
    lag.wrote(30n, 3000);
    expect(lag.behind(15n, 3500)).toBe(2500);
    expect(lag.behind(20n, 3500)).toBe(1500);
    expect(lag.behind(30n, 9000)).toBe(0); // nothing was written since, as far as is known
    lag.wrote(30n, 9500);
    expect(lag.behind(30n, 9600)).toBe(0);
    lag.wrote(40n, 10_000);
    expect(lag.behind(30n, 10_100)).toBe(600);
    for (let n = 0; n < 5000; n++) lag.wrote(BigInt(41 + n), 10_001 + n);
    expect(lag.behind(30n, 20_000)).toBe(10_500);
    expect(lag.behind(6000n, 20_000)).toBe(0);
  });
});

/** A proxy of the server that counts how often a client sends something after an answer. */
async function openProxy(): Promise<{
  url: string;
  roundTrips(): number;
  close(): Promise<void>;
}> {
  const target = new URL(SERVER);
  let roundTrips = 0;
  let answered = true;
  const proxy = createServer((near) => {
    const far = connectTo(Number(target.port), target.hostname);
    near.on('data', (data) => {
      if (answered) roundTrips++;
      answered = false;
      far.write(data);
    });
    far.on('data', (data) => {
      // All that a client sends at once is here before any answer to it.
      setTimeout(() => {
        answered = true;
        near.write(data);
      }, 20);
    });
    near.on('close', () => far.destroy()).on('error', () => undefined);
    far.on('close', () => near.destroy()).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(SERVER);
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.toString(),
    roundTrips: () => roundTrips,
    close: () => new Promise((resolve) => proxy.close(() => resolve())),
  };
}
