import type { PoolClient } from 'pg';
import type { Finding } from '../../src/lifecycle/doctor';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { findingsIn } from '../support/findings';
import { OBJECTS } from './harms/objects';
import { REACHING_IN, RIGHTS, ROLES } from './harms/surroundings';

// Each harm is done by a superuser, seen by the doctor as the owner, and taken back with its transaction: roles are
// shared by all databases of the server, where other tests run.

describe('the doctor', () => {
  let database: TestDatabase;
  let client: PoolClient;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await database.pools.super.connect();
  });
  afterAll(async () => {
    client?.release();
    await database?.drop();
  });

  async function after(harm: string): Promise<Finding[]> {
    await client.query('begin');
    try {
      await client.query(harm);
      await client.query('set local role bincard_owner');
      return await findingsIn(client);
    } finally {
      await client.query('rollback');
    }
  }

  it('finds nothing before', async () => {
    expect(await after('select')).toEqual([]);
  });

  const harms = [...OBJECTS, ...ROLES, ...RIGHTS, ...REACHING_IN];
  it.each(harms.map(([what, ...harm]) => [what, harm] as const))(
    'finds %s',
    async (_, [harm, object, problem = 'not expected: remove it, or allow it (--allow)']) => {
      const owned = await client.query<{ login: string }>('select current_user as login');
      const named = object.replace('postgres', owned.rows[0]!.login);
      expect(
        await after(harm.replace('owner to postgres', 'owner to current_user')),
      ).toContainEqual({
        object: named,
        problem,
      });
    },
  );

  it('is not disturbed by what a sound installation may have', async () => {
    const harmless = `create role reader login; grant bincard_app to reader; grant bincard_owner to reader;
      alter role reader set statement_timeout = '5s'; create schema mine; create table mine.t (x int);
      do $$ begin
        execute format('grant create, temporary on database %1$I to reader', current_database());
        execute format('alter database %1$I set work_mem = ''8MB''', current_database());
        execute format('alter database %1$I owner to reader', current_database());
      end $$`;
    expect(await after(harmless)).toEqual([]);
  });
});
