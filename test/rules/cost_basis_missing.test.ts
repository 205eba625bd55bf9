import type { TestShop } from '../support/shop';
import { costSql } from './cost-statements';
import { ruleSuite } from './suite';

// No batch of the shop has a unit cost.
ruleSuite('cost_basis_missing', {
  accepted: (s) => costSql(s, { receipt: s.receipt, spreadBy: 'QUANTITY' }),
  attacks: [
    {
      by: 'VALUE, of a batch without a unit cost',
      sql: (s) => costSql(s, { receipt: s.receipt, spreadBy: 'VALUE' }),
    },
    {
      by: 'WEIGHT, of a batch without a weight',
      sql: (s) => costSql(s, { receipt: s.receipt, spreadBy: 'WEIGHT' }),
    },
    {
      by: 'WEIGHT, of a batch without a weight among others',
      sql: (s) => costSql(s, { receipt: s.receipt, spreadBy: 'WEIGHT', weights: weights(s, 0) }),
    },
    { by: 'a batch and a receipt', sql: (s) => costSql(s, { batch: s.batch, receipt: s.receipt }) },
    { by: 'neither', sql: (s) => costSql(s, {}) },
  ],
  graphql: {
    query: `mutation ($input: AddReceiptCostInput!) { addReceiptCost(input: $input) { id } }`,
    variables: (s) => ({
      input: { receiptId: s.receipt, amount: '10', spreadBy: 'VALUE', reason: 'freight' },
    }),
    details: (s) => ({ field: 'input.spreadBy', receiptId: s.receipt, batchNumber: 'B1' }),
  },
  bearing: { attack: 3, as: 'owner' },
});

const weights = (s: TestShop, weight: number) => ({ [s.batch]: weight });
