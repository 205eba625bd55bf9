import { linkSql, tokenSql, useLinkSql, userId, userSql } from './people-statements';
import { ruleSuite } from './suite';

const used = `update inventory.user_links set used_at = now();`;

ruleSuite('access_ended', {
  accepted: (s) => userSql(s) + linkSql(s) + useLinkSql(s),
  attacks: [
    {
      by: 'a second use, as the server calls it',
      sql: (s) => userSql(s) + linkSql(s) + useLinkSql(s) + useLinkSql(s),
    },
    {
      by: 'a link that is not there',
      sql: (s) => useLinkSql(s, 'another'),
    },
    {
      by: 'an expired link',
      sql: (s) =>
        `${userSql(s)} ${linkSql(s, { life: '1 millisecond' })} select pg_sleep(0.01); ${useLinkSql(s)}`,
    },
    {
      by: 'a link that a newer one has replaced',
      sql: (s) => userSql(s) + linkSql(s) + linkSql(s, { secret: 'newer' }) + useLinkSql(s),
    },
    {
      by: 'a link to set a tenant up that a newer one has replaced',
      sql: (s) =>
        linkSql(s, { user: 'null' }) +
        linkSql(s, { user: 'null', secret: 'newer' }) +
        useLinkSql(s, 'link'),
    },
    {
      by: 'a link of a user who was switched off and on since',
      sql: (s) =>
        `${userSql(s)} ${userSql(s, { n: 2 })} ${linkSql(s)}
         update inventory.users set active = false where id = '${userId(1)}';
         update inventory.users set active = true where id = '${userId(1)}'; ${useLinkSql(s)}`,
    },
    {
      by: 'a used link made unused',
      sql: (s) =>
        `${userSql(s)} ${linkSql(s)} ${used} update inventory.user_links set used_at = null`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'a revoked token revived',
      sql: (s) =>
        `${tokenSql(s)} update inventory.api_tokens set revoked_at = now(); update inventory.api_tokens set revoked_at = null`,
    },
    {
      by: 'an ended session revived',
      sql: (s) =>
        `${userSql(s)} ${linkSql(s)} ${useLinkSql(s)} update inventory.sessions set ended_at = now(); update inventory.sessions set ended_at = null`,
      appRefusedBy: 'privilege',
    },
  ],
  noGraphql: 'links are used at POST /auth/link: test/server/sign-in.test.ts',
});
