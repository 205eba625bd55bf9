import type { TestShop } from '../support/shop';
import { saleSql } from './statements';
import { ruleSuite } from './suite';

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

ruleSuite('occurred_in_future', {
  accepted: (s) => saleSql(s, [{}], { occurredAt: at(4.9) }),
  attacks: [
    { by: 'INSERT', sql: (s) => saleSql(s, [{}], { occurredAt: at(6) }) },
    {
      by: 'an upsert',
      sql: (s: TestShop) =>
        saleSql(s, [], { occurredAt: at(600) }).replace(/;\s*$/, '') + ' on conflict do nothing',
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ locationId: s.location, occurredAt: at(6) },
        lines: [{ productId: s.product, quantity: 1 }],
      },
    }),
    details: () => ({ field: 'input.occurredAt' }),
  },
});
