import { graphql } from '@bincard/client';

export const RUNS = graphql(`
  query ReconciliationRuns {
    reconciliationRuns(first: 12, order: NEWEST_FIRST) {
      nodes {
        id
        actor
        dryRun
        startedAt
        finishedAt
        trigger
        productsCompared
        appliedCount
      }
    }
  }
`);

export const RUN = graphql(`
  query ReconciliationRun($id: ID!) {
    reconciliationRun(id: $id) {
      ...Run
    }
  }

  fragment Run on ReconciliationRun {
    id
    actor
    dryRun
    startedAt
    finishedAt
    productsCompared
    appliedCount
    discrepancies {
      kind
      subject
      businessDate
      channel
      expected
      actual
      difference
      cause
      fix
      note
      product {
        id
        sku
        name
      }
      location {
        code
      }
      batch {
        id
        batchNumber
      }
    }
  }
`);

export const COMPARE = graphql(`
  mutation CompareNow($place: ID) {
    reconcile(input: { dryRun: true, locationId: $place }) {
      id
    }
  }
`);

export const APPLY = graphql(`
  mutation ApplyRun($id: ID!) {
    applyReconciliation(runId: $id) {
      id
      appliedCount
    }
  }
`);
