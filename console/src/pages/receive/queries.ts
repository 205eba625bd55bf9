import { graphql } from '@bincard/client';

export const RECEIVE = graphql(`
  mutation Receive($input: ReceiveStockInput!) {
    receiveStock(input: $input) {
      id
      reference
      batches {
        id
        batchNumber
        expiryDate
        intakeQuantity
        product {
          id
          name
          baseUnit
        }
      }
    }
  }
`);
