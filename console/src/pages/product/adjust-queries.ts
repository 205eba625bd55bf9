import { graphql } from '@bincard/client';

export const LOTS_TO_ADJUST = graphql(`
  query LotsToAdjust($id: ID!) {
    product(id: $id) {
      batches(first: 500) {
        nodes {
          id
          batchNumber
          expiryDate
          status
          remainingQuantity
        }
      }
    }
  }
`);

export const REQUEST_ADJUSTMENT = graphql(`
  mutation RequestAdjustment($input: RequestAdjustmentInput!) {
    requestAdjustment(input: $input) {
      id
      quantity
      batch {
        batchNumber
      }
      location {
        name
      }
    }
  }
`);
