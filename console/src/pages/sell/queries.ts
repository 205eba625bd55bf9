import { graphql } from '@bincard/client';

export const SELL = graphql(`
  mutation Sell($input: RecordSaleInput!) {
    recordSale(input: $input) {
      id
      receiptNumber
      lines {
        id
        quantity
        product {
          name
          baseUnit
        }
        allocations {
          quantity
          batch {
            id
            batchNumber
            expiryDate
          }
        }
      }
    }
  }
`);
