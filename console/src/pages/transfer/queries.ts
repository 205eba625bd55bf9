import { graphql } from '@bincard/client';

export const TRANSFER = graphql(`
  query Transfer($id: ID!) {
    transfer(id: $id) {
      id
      status
      requestedAt
      requestedBy
      approvedBy
      dispatchedAt
      dispatchedBy
      fulfilledAt
      fulfilledBy
      cancelledBy
      cancelReason
      from {
        code
        name
      }
      to {
        code
        name
      }
      lines {
        id
        quantity
        inTransitQuantity
        receivedQuantity
        lostQuantity
        returnedQuantity
        batch {
          batchNumber
        }
        product {
          id
          sku
          name
          baseUnit
          units {
            code
            factor
            retired
          }
        }
        allocations {
          quantity
          batch {
            id
            batchNumber
          }
        }
      }
      arrivals {
        id
        receivedAt
        actor
        quantity
        transferLineId
      }
      closings {
        id
        status
        reason
        requestedAt
        requestedBy
        approvedBy
        approvedAt
        rejectedBy
        rejectionReason
      }
    }
  }
`);

export const RECEIVE = graphql(`
  mutation ReceiveTransfer($id: ID!, $lines: [ReceiveTransferLineInput!]!, $key: String) {
    receiveTransfer(id: $id, lines: $lines, idempotencyKey: $key) {
      id
      status
    }
  }
`);

export const CANCEL = graphql(`
  mutation CancelTransfer($id: ID!, $reason: String!) {
    cancelTransfer(id: $id, reason: $reason) {
      id
      status
    }
  }
`);

export const CLOSE_SHORT = graphql(`
  mutation CloseTransferShort($id: ID!, $reason: String!) {
    closeTransferShort(id: $id, reason: $reason) {
      id
      status
    }
  }
`);
