import { transferSql } from './transfer-statements';
import { ruleSuite } from './suite';

ruleSuite('transfer_same_location', {
  accepted: (s) => transferSql(s, [{}]),
  attacks: [
    { by: 'INSERT', sql: (s) => transferSql(s, [{}], { to: s.location }) },
    {
      by: 'INSERT at the other place',
      sql: (s) => transferSql(s, [{}], { from: s.otherLocation }),
    },
  ],
  graphql: {
    query: `mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ fromLocationId: s.location, toLocationId: s.location },
        lines: [{ productId: s.otherProduct, quantity: 1 }],
      },
    }),
  },
});
