import { graphql } from '@bincard/client';

export const RECEIPT = graphql(`
  query DocumentReceipt($id: ID!) {
    receipt(id: $id) {
      id
      reference
      supplier
      voided
      actor
      receivedAt
      businessDate
      location {
        name
      }
      purchaseOrder {
        id
        orderNumber
      }
      assembly {
        id
      }
      batches {
        id
        batchNumber
        expiryDate
        intakeQuantity
        unitCost
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

export const ADJUSTMENT = graphql(`
  query DocumentAdjustment($id: ID!) {
    adjustment(id: $id) {
      id
      type
      status
      quantity
      reason
      businessDate
      requestedBy
      requestedAt
      approvedBy
      approvedAt
      completedBy
      completedAt
      rejectedBy
      rejectionReason
      location {
        name
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

export const WRITE_OFF = graphql(`
  query DocumentWriteOff($id: ID!) {
    expiryWriteOff(id: $id) {
      id
      actor
      createdAt
      businessDate
      archivedUntil
      location {
        name
      }
    }
  }
`);

export const ASSEMBLY = graphql(`
  query DocumentAssembly($id: ID!) {
    assembly(id: $id) {
      id
      status
      actor
      createdAt
      businessDate
      quantity
      partsCost
      voidedBy
      voidedAt
      voidReason
      location {
        name
      }
      product {
        id
        name
        baseUnit
      }
      batch {
        id
        batchNumber
      }
      parts {
        quantity
        product {
          id
          sku
          name
          baseUnit
        }
        allocations {
          quantity
          batch {
            id
            batchNumber
          }
        }
      }
      movements {
        id
        kind
        quantity
        businessDate
        recordedAt
        actor
        reason
        product {
          id
          name
        }
        batch {
          id
          batchNumber
        }
        location {
          code
        }
      }
    }
  }
`);

export const DOCUMENT_MOVEMENTS = graphql(`
  query DocumentMovements($id: ID!, $after: String) {
    movements(filter: { documentId: $id }, first: 200, after: $after) {
      totalCount
      archivedUntil
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        kind
        quantity
        businessDate
        recordedAt
        actor
        reason
        product {
          id
          name
        }
        batch {
          id
          batchNumber
        }
        location {
          code
        }
      }
    }
  }
`);
