import { graphql } from '@bincard/client';

export const STATE = graphql(`
  query DayState($from: LocalDate!) {
    systemStatus {
      lastClosedDay
      brokenChains
      firstWrongDay {
        businessDate
        what
      }
      firstWrongEntry {
        what
      }
    }
    pendingApprovals {
      id
    }
    dispatched: transfers(status: DISPATCHED, first: 1) {
      totalCount
    }
    partial: transfers(status: PARTIALLY_RECEIVED, first: 1) {
      totalCount
    }
    stockCounts(status: OPEN, first: 1) {
      totalCount
    }
    closedDays(from: $from) {
      businessDate
      closedBy
      days
      movements
      dayMovements
      hash
      keyId
    }
  }
`);

export const VERIFY = graphql(`
  query VerifyFigures {
    compareStock(kinds: [LEDGER_MISMATCH, BATCH_MISMATCH]) {
      comparedAt
      productsCompared
      discrepancies {
        kind
      }
    }
  }
`);

export const CLOSE = graphql(`
  mutation CloseDay($day: LocalDate!) {
    closeDay(businessDate: $day)
  }
`);

export const CHECKPOINT = graphql(`
  query CheckpointFile($day: LocalDate!) {
    checkpointConsistency(from: $day, to: $day) {
      filename
      content
    }
  }
`);
