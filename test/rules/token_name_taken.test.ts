import { tokenSql } from './people-statements';
import { ruleSuite } from './suite';

ruleSuite('token_name_taken', {
  // The name of a revoked one is free.
  accepted: (s) =>
    `${tokenSql(s)} update inventory.api_tokens set revoked_at = now() where name = 'Till'; ${tokenSql(s)}`,
  attacks: [
    {
      by: 'another token of the name',
      sql: (s) => tokenSql(s) + tokenSql(s, { name: ' TILL' }),
    },
    {
      by: 'the same secret',
      sql: (s) => tokenSql(s, { secret: 'x' }) + tokenSql(s, { name: 'Other', secret: 'x' }),
    },
  ],
  races: { 'the token of a name': (s) => tokenSql(s, { name: 'Raced' }) },
  noGraphql: 'test/api/people.test.ts has it: the first of two is written',
});
