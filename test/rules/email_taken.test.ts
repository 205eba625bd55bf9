import { ruleSuite } from './suite';
import { userSql } from './people-statements';

ruleSuite('email_taken', {
  accepted: (s) => userSql(s) + userSql(s, { n: 2 }),
  attacks: [
    {
      by: 'a second user of an address',
      sql: (s) => userSql(s) + userSql(s, { n: 2, email: 'user1@shop.example' }),
    },
    {
      by: 'the same in another case, with a space before it',
      sql: (s) => userSql(s) + userSql(s, { n: 2, email: ' User1@SHOP.example' }),
    },
    {
      by: 'two in one statement',
      sql: (s) =>
        `insert into inventory.users (tenant_id, id, email, name, role)
         select '${s.tenant}', inventory.uuid_v7(), e, 'x', 'clerk' from unnest(array['a@b', 'A@b']) e`,
    },
    {
      by: 'a second user of a person of an identity provider',
      sql: (s) =>
        `insert into inventory.users (tenant_id, id, email, name, role, provider, subject)
         select '${s.tenant}', inventory.uuid_v7(), e, 'x', 'clerk', 'https://id.example', 'one' from unnest(array['a@b', 'b@b']) e`,
    },
  ],
  races: {
    'the user of an address': (s) => userSql(s).replace(/'0{8}[^']*'/, 'inventory.uuid_v7()'),
  },
  graphql: {
    before: ({ call }) =>
      call('invite_user', { email: 'first@shop.example', name: 'First', role: 'CLERK' }),
    query: `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id } }`,
    variables: () => ({ input: { email: 'First@shop.example', name: 'Second', role: 'CLERK' } }),
    details: () => ({ field: 'input.email' }),
  },
});
