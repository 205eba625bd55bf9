import { graphql } from '@bincard/client';

/** What waits; also adjustments that were approved and not carried out. */
export const APPROVALS = graphql(`
  query Approvals {
    pendingApprovals {
      id
      kind
      requestedAt
      requestedBy
    }
    adjustments(status: APPROVED, first: 50) {
      nodes {
        id
        requestedAt
        requestedBy
      }
    }
  }
`);

export const ADJUSTMENT = graphql(`
  query AdjustmentToDecide($id: ID!) {
    adjustment(id: $id) {
      id
      quantity
      reason
      type
      location {
        id
        code
      }
      batch {
        id
        batchNumber
        product {
          id
          sku
          name
          baseUnit
        }
      }
    }
  }
`);

export const TRANSFER = graphql(`
  query TransferToDecide($id: ID!) {
    transfer(id: $id) {
      id
      from {
        code
      }
      to {
        code
      }
      lines {
        id
        quantity
        inTransitQuantity
        lostQuantity
        product {
          id
          sku
          name
          baseUnit
          stock {
            onHand
            location {
              code
            }
          }
        }
      }
      closings {
        status
        reason
      }
    }
  }
`);

export const COUNT = graphql(`
  query CountToDecide($id: ID!) {
    stockCount(id: $id) {
      id
      location {
        code
      }
      lines {
        figures {
          expectedQuantity
          countedQuantity
          variance
        }
        batch {
          id
          batchNumber
          product {
            id
            sku
            name
            baseUnit
          }
        }
      }
    }
  }
`);

export const POST_COUNT = graphql(`
  mutation PostBlindCount($id: ID!, $reason: String!) {
    postStockCount(id: $id, reason: $reason) {
      id
    }
  }
`);

/** What is in stock of a batch at a place: the balance of its last movement there. */
export const BALANCE = graphql(`
  query BalanceNow($batch: ID!, $place: ID!) {
    movements(filter: { batchId: $batch, locationId: $place }, last: 1) {
      nodes {
        sequence
        balanceAfter
      }
    }
  }
`);

export const APPROVE_ADJUSTMENT = graphql(`
  mutation ApproveAdjustment($id: ID!, $sequence: SafeInt) {
    approveAdjustment(id: $id) {
      id
    }
    completeAdjustment(id: $id, expectedSequence: $sequence) {
      id
    }
  }
`);

export const COMPLETE_ADJUSTMENT = graphql(`
  mutation CompleteAdjustment($id: ID!, $sequence: SafeInt) {
    completeAdjustment(id: $id, expectedSequence: $sequence) {
      id
    }
  }
`);

export const REJECT_ADJUSTMENT = graphql(`
  mutation RejectAdjustment($id: ID!, $reason: String!) {
    rejectAdjustment(id: $id, reason: $reason) {
      id
    }
  }
`);

export const APPROVE_SHORT = graphql(`
  mutation ApproveShort($id: ID!) {
    approveTransferShort(id: $id) {
      id
    }
  }
`);

export const REJECT_SHORT = graphql(`
  mutation RejectShort($id: ID!, $reason: String!) {
    rejectTransferShort(id: $id, reason: $reason) {
      id
    }
  }
`);
