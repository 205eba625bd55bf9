import { saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('receipt_number_taken', {
  accepted: (s) => saleSql(s, [{}], { receiptNumber: 'R-9' }),
  attacks: [
    { by: 'INSERT', sql: (s) => saleSql(s, [{}], { receiptNumber: 'R-1' }) },
    { by: 'INSERT in another case', sql: (s) => saleSql(s, [{}], { receiptNumber: ' r-1' }) },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        receiptNumber: 'R-1',
        lines: [{ productId: s.product, quantity: 1 }],
      },
    }),
  },
  race: true,
});
