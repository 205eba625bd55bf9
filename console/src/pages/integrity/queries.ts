import { graphql } from '@bincard/client';

export const INTEGRITY = graphql(`
  query Integrity {
    systemStatus {
      brokenChains
      chains {
        batchId
        locationId
        batch {
          batchNumber
        }
        location {
          code
        }
        sequence
        what
        foundAt
      }
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
        entityId
        what
      }
      lastScanAt
      lastScanMode
      lastScanMovements
      lastScanMilliseconds
      lastFullScanAt
      closedDays
      anchors
      auditEntries
    }
  }
`);

export const RULES = graphql(`
  query IntegrityRules {
    integrityRules {
      name
      code
      statement
      enabled
      enforcedBy
      violations
    }
  }
`);

export const CLOSED_DAYS = graphql(`
  query IntegrityDays($from: LocalDate) {
    closedDays(from: $from) {
      businessDate
      closedBy
      movements
      dayMovements
      chains
      logRoot
      keyId
    }
    signingKeys {
      keyId
      x
    }
  }
`);

export const CONSISTENCY = graphql(`
  query IntegrityProof($from: LocalDate!, $to: LocalDate!) {
    checkpointConsistency(from: $from, to: $to) {
      content
      filename
    }
  }
`);

export const VERIFY = graphql(`
  query VerifyNow($after: String, $isFirst: Boolean!) {
    verifyLedger(after: $after) {
      movements
      ledgerMovements @include(if: $isFirst)
      nextCursor
      brokenChains
      broken {
        batchId
        locationId
        batch {
          batchNumber
          product {
            name
          }
        }
        location {
          code
        }
        sequence
        movementId
        figure
        stored
        computed
      }
    }
  }
`);
