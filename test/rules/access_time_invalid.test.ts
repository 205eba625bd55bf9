import { linkSql, tokenSql, userId, userSql } from './people-statements';
import { ruleSuite } from './suite';

ruleSuite('access_time_invalid', {
  accepted: (s) => tokenSql(s, { life: '8784 hours' }) + userSql(s) + linkSql(s),
  attacks: [
    { by: 'a token of more than 366 days', sql: (s) => tokenSql(s, { life: '8785 hours' }) },
    { by: 'a token that has ended', sql: (s) => tokenSql(s, { life: '-1 seconds' }) },
    { by: 'a link of an hour', sql: (s) => userSql(s) + linkSql(s, { life: '1 hour' }) },
    {
      by: 'a session of a year',
      sql: (s) =>
        `${userSql(s)} insert into inventory.sessions (tenant_id, hash, user_id, created_at, seen_at, expires_at)
         values ('${s.tenant}', sha256('x'), '${userId(1)}', now(), now(), now() + interval '1 year')`,
      appRefusedBy: 'privilege',
    },
  ],
  noGraphql: 'the schema refuses a number of days out of range before any SQL',
});
