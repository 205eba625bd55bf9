import { graphql } from '@bincard/client';

export const BATCH = graphql(`
  query BatchWithMovements($id: ID!, $after: String) {
    batch(id: $id) {
      id
      batchNumber
      expiryDate
      status
      receivedAt
      unitCost
      intakeQuantity
      soldQuantity
      refundedQuantity
      adjustedQuantity
      expiredQuantity
      transferredInQuantity
      transferredOutQuantity
      remainingQuantity
      location {
        code
      }
      lot {
        id
      }
      product {
        id
        name
        baseUnit
        units {
          code
          factor
          retired
        }
      }
      movements(first: 500, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          kind
          quantity
          sequence
          balanceBefore
          balanceAfter
          hash
          hashedText
          businessDate
          recordedAt
          actor
          reason
          documentType
          documentId
          location {
            id
            code
          }
        }
      }
    }
  }
`);

export const PROOF = graphql(`
  query MovementProof($id: ID!, $checkpoint: LocalDate) {
    movementProof(id: $id, checkpoint: $checkpoint) {
      content
    }
  }
`);
