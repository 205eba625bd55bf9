import { linkSql, userSql } from './people-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('user_unknown', {
  accepted: (s) => userSql(s) + linkSql(s),
  attacks: [
    { by: 'a link for nobody', sql: (s) => linkSql(s, { user: `'${UNKNOWN_ID}'` }) },
    {
      by: 'a session of nobody',
      sql: (s) =>
        `insert into inventory.sessions (tenant_id, hash, user_id, created_at, seen_at, expires_at)
         values ('${s.tenant}', sha256('x'), '${UNKNOWN_ID}', now(), now(), now() + interval '1 hour')`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'a password of nobody',
      sql: (s) =>
        `insert into inventory.user_passwords (tenant_id, user_id, hash) values ('${s.tenant}', '${UNKNOWN_ID}', '$argon2id$')`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'a change of nobody',
      sql: (s) =>
        `select inventory.set_user('${s.identity}', '{"id": "${UNKNOWN_ID}", "active": false}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { setUserActive(id: $id, active: false) { id } }`,
    variables: () => ({ id: UNKNOWN_ID }),
    details: () => ({ field: 'id', id: UNKNOWN_ID }),
  },
});
