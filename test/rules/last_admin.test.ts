import { userId, userSql } from './people-statements';
import { ruleSuite } from './suite';

const off = (n: number) => `update inventory.users set active = false where id = '${userId(n)}';`;

ruleSuite('last_admin', {
  accepted: (s) => userSql(s) + userSql(s, { n: 2 }) + off(1),
  attacks: [
    { by: 'switching off the last one', sql: (s) => userSql(s) + off(1) },
    {
      by: 'another role for the last one',
      sql: (s) => `${userSql(s)} update inventory.users set role = 'manager'`,
    },
    {
      by: 'all of them in one statement',
      sql: (s) => `${userSql(s)} ${userSql(s, { n: 2 })} update inventory.users set active = false`,
    },
    {
      by: 'one after the other',
      sql: (s) => userSql(s) + userSql(s, { n: 2 }) + off(2) + off(1),
    },
    {
      by: 'an upsert',
      sql: (s) =>
        `${userSql(s)} insert into inventory.users (tenant_id, id, email, name, role) values ('${s.tenant}', '${userId(1)}', 'x@y', 'x', 'admin')
         on conflict (tenant_id, id) do update set active = false`,
    },
  ],
  noGraphql: 'test/api/people.test.ts has it, with two admins who switch each other off',
});
