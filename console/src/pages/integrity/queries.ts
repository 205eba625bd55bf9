import { graphql } from '@bincard/client';

export const INTEGRITY = graphql(`
  query Integrity {
    systemStatus {
      brokenChains
      chains {
        batchId
        locationId
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
