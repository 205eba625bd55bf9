import { graphql } from '@bincard/client';

// Lists show what is most urgent, and how many there are.

export const STATUS = graphql(`
  query TodayStatus {
    systemStatus {
      brokenChains
      firstWrongDay {
        businessDate
        what
      }
      firstWrongAnchor {
        businessDate
        what
      }
      firstWrongEntry {
        entity
        what
      }
      lastScanAt
      lastClosedDay
      discrepancies24h
      corrections24h
      unmetReservations
      lateOrders
    }
  }
`);

export const APPROVALS = graphql(`
  query TodayApprovals {
    pendingApprovals {
      id
      kind
      requestedAt
      requestedBy
    }
    adjustments(status: PENDING, first: 5) {
      nodes {
        id
        quantity
        reason
        batch {
          product {
            name
            baseUnit
          }
        }
        location {
          code
        }
      }
    }
    transfers(status: REQUESTED, first: 5) {
      nodes {
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
          product {
            name
            baseUnit
          }
        }
      }
    }
  }
`);

export const LOW = graphql(`
  query TodayLow {
    lowStock {
      available
      location {
        id
        code
      }
      product {
        id
        sku
        name
        baseUnit
        available
        reorderPoint
      }
    }
  }
`);

export const EXPIRING = graphql(`
  query TodayExpiring($withinDays: Int!) {
    expiringBatches(withinDays: $withinDays) {
      id
      batchNumber
      expiryDate
      remainingQuantity
      product {
        id
        name
        baseUnit
      }
    }
  }
`);

export const TRANSFERS = graphql(`
  query TodayTransfers {
    dispatched: transfers(status: DISPATCHED, first: 6) {
      totalCount
      nodes {
        ...OnItsWay
      }
    }
    partial: transfers(status: PARTIALLY_RECEIVED, first: 6) {
      totalCount
      nodes {
        ...OnItsWay
      }
    }
  }

  fragment OnItsWay on Transfer {
    id
    dispatchedAt
    from {
      code
    }
    to {
      code
    }
    lines {
      id
      inTransitQuantity
      product {
        name
        baseUnit
      }
    }
  }
`);

export const ORDERS = graphql(`
  query TodayOrders {
    purchaseOrders(late: true, first: 6) {
      totalCount
      nodes {
        id
        orderNumber
        expectedOn
        supplier {
          name
        }
        location {
          code
        }
      }
    }
  }
`);

export const SYNCS = graphql(`
  query TodaySyncs {
    syncRuns(last: 5) {
      nodes {
        id
        direction
        dryRun
        status
        startedAt
        message
        errors
        conflicts
        source {
          id
          name
        }
      }
    }
  }
`);

/** What a new tenant has done so far. */
export const FIRST_STEPS = graphql(`
  query TodayFirstSteps {
    sales(first: 1) {
      nodes {
        id
      }
    }
    products(first: 1) {
      nodes {
        id
      }
    }
    batches(first: 1) {
      nodes {
        id
      }
    }
    importRuns(first: 1) {
      nodes {
        id
      }
    }
    locations {
      code
      kind
      active
    }
  }
`);
