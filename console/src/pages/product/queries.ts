import { graphql } from '@bincard/client';

export const PRODUCT = graphql(`
  query Product($id: ID!) {
    product(id: $id) {
      id
      sku
      name
      status
      kind
      baseUnit
      trackInventory
      reorderPoint
      version
      attributes
      available
      onHand
      units {
        code
        factor
        retired
      }
      codes {
        code
        kind
        unit
      }
      onOrder {
        onOrder
        expectedOn
        location {
          code
        }
      }
      stock {
        onHand
        available
        reserved
        expired
        quarantined
        location {
          id
          code
          name
          kind
        }
      }
    }
  }
`);

export const BATCHES = graphql(`
  query ProductBatches($id: ID!, $place: ID, $state: StockState, $after: String) {
    product(id: $id) {
      batchesInStock(locationId: $place, state: $state, first: 100, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          quantity
          batch {
            id
            batchNumber
            expiryDate
            receivedAt
            status
            intakeQuantity
            location {
              code
            }
          }
        }
      }
    }
  }
`);

export const RESERVATIONS = graphql(`
  query ProductReservations($id: ID!, $place: ID, $after: String) {
    reservations(
      productId: $id
      locationId: $place
      status: ACTIVE
      first: 100
      after: $after
      order: NEWEST_FIRST
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        reference
        actor
        createdAt
        expiresAt
        remainingQuantity
        location {
          code
        }
      }
    }
  }
`);

export const LOTS = graphql(`
  query ProductLots($id: ID!) {
    product(id: $id) {
      lots(first: 200, order: NEWEST_FIRST) {
        totalCount
        nodes {
          id
          lotNumber
          expiryDate
          status
          onHand
          available
        }
      }
    }
  }
`);

export const BIN_CARD = graphql(`
  query BinCard(
    $id: ID!
    $place: ID
    $from: LocalDate
    $to: LocalDate
    $after: String
    $order: ListOrder!
  ) {
    binCard(
      productId: $id
      locationId: $place
      from: $from
      to: $to
      first: 500
      after: $after
      order: $order
    ) {
      opening
      closing
      archivedUntil
      entries {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          balance
          movement {
            id
            kind
            quantity
            businessDate
            recordedAt
            actor
            reason
            documentType
            documentId
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
    }
  }
`);

export const DAYS = graphql(`
  query StockByDay($id: ID!, $place: ID, $from: LocalDate!, $to: LocalDate!) {
    stockAudit(productId: $id, locationId: $place, from: $from, to: $to, groupBy: PRODUCT_AND_DAY) {
      businessDate
      opening
      closing
    }
  }
`);

export const SUMS = graphql(`
  query StockSums($id: ID!, $place: ID, $from: LocalDate!, $to: LocalDate!) {
    stockAudit(productId: $id, locationId: $place, from: $from, to: $to, groupBy: PRODUCT) {
      opening
      purchases
      sales
      refunds
      adjustments
      transfersIn
      transfersOut
      expired
      closing
    }
  }
`);

export const MOVEMENTS = graphql(`
  query MovementsOfKinds($filter: MovementFilter!, $after: String) {
    movements(filter: $filter, first: 200, after: $after, order: NEWEST_FIRST) {
      totalCount
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
        documentType
        documentId
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
