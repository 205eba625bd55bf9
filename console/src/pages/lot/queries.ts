import { graphql } from '@bincard/client';

export const LOT = graphql(`
  query LotWithTrace($id: ID!) {
    traceLot(id: $id) {
      archivedUntil
      inTransit
      lot {
        id
        lotNumber
        expiryDate
        status
        version
        onHand
        available
        product {
          id
          sku
          name
          baseUnit
        }
        batches {
          id
          status
          receivedAt
          intakeQuantity
          soldQuantity
          refundedQuantity
          adjustedQuantity
          expiredQuantity
          remainingQuantity
          location {
            id
            code
          }
        }
      }
      receipts {
        id
        reference
        supplier
        receivedAt
        voided
        batches {
          id
        }
      }
      locations {
        quantity
        soldQuantity
        refundedQuantity
        transferredInQuantity
        transferredOutQuantity
        location {
          id
          code
          name
        }
      }
      transfers {
        id
        status
        requestedAt
        requestedBy
        from {
          id
          code
        }
        to {
          id
          code
        }
        lines {
          allocations {
            quantity
            batch {
              id
            }
          }
        }
      }
    }
  }
`);

export const LOT_SALES = graphql(`
  query LotSales($id: ID!, $after: String) {
    traceLot(id: $id) {
      sales(first: 200, after: $after, order: NEWEST_FIRST) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          quantity
          returnedQuantity
          location {
            code
          }
          sale {
            id
            receiptNumber
            createdAt
            actor
          }
        }
      }
    }
  }
`);

export const RECALL = graphql(`
  mutation RecallLot($id: ID!, $reason: String!) {
    recallLot(id: $id, reason: $reason) {
      id
    }
  }
`);

export const QUARANTINE = graphql(`
  mutation QuarantineLot($id: ID!, $reason: String!) {
    quarantineLot(id: $id, reason: $reason) {
      id
    }
  }
`);

export const RELEASE = graphql(`
  mutation ReleaseLot($id: ID!, $reason: String!) {
    releaseLot(id: $id, reason: $reason) {
      id
    }
  }
`);

export const CORRECT_EXPIRY = graphql(`
  mutation CorrectLotExpiry($id: ID!, $day: LocalDate, $reason: String!, $version: SafeInt) {
    correctLotExpiry(lotId: $id, expiryDate: $day, reason: $reason, expectedVersion: $version) {
      id
    }
  }
`);
