import { tokenSql, userId, userSql } from './people-statements';
import { ruleSuite } from './suite';
import { asRole } from './writers';

ruleSuite('role_exceeds_own', {
  accepted: (s) => asRole('clerk', tokenSql(s, { role: 'clerk' })),
  attacks: [
    {
      by: "a manager's token made by a clerk",
      sql: (s) => asRole('clerk', tokenSql(s, { role: 'manager' })),
    },
    {
      by: 'a token made by nobody',
      sql: (s) => asRole('', tokenSql(s, { role: 'viewer' })),
      as: ['owner'],
    },
    {
      by: 'an admin made by a manager',
      sql: (s) => asRole('manager', userSql(s)),
    },
    {
      by: 'an admin made of a clerk by a manager',
      sql: (s) =>
        userSql(s, { role: 'clerk' }) +
        asRole('manager', `update inventory.users set role = 'admin' where id = '${userId(1)}'`),
    },
    {
      by: 'a clerk made of an admin by a manager',
      sql: (s) =>
        `${userSql(s)} ${userSql(s, { n: 2 })}` +
        asRole('manager', `update inventory.users set role = 'clerk' where id = '${userId(1)}'`),
    },
    {
      by: 'an upsert',
      sql: (s) =>
        asRole('clerk', tokenSql(s, { role: 'admin' }).replace(/;$/, ' on conflict do nothing')),
    },
  ],
  noGraphql: 'test/api/people.test.ts has it, with a token of a clerk',
});
