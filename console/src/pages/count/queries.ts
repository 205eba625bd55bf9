import { graphql } from '@bincard/client';

export const COUNT = graphql(`
  query Count($id: ID!) {
    stockCount(id: $id) {
      id
      status
      blind
      automatic
      startedAt
      startedBy
      postedAt
      postedBy
      reason
      location {
        id
        code
        name
      }
      lines {
        version
        sequence
        state
        hidden
        counted
        outdated
        reason
        reasonNote
        figures {
          expectedQuantity
          countedQuantity
          variance
        }
        entries {
          actor
          quantity
          unit
          mode
          at
        }
        batch {
          id
          batchNumber
          expiryDate
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
            codes {
              code
              unit
            }
          }
        }
      }
    }
  }
`);

/** A code that no line is known by: of a lot, a weight, or goods that are not expected here. */
export const RESOLVE = graphql(`
  query ResolveForCount($code: String!) {
    resolveCode(code: $code) {
      unit
      quantity
      lotNumber
      product {
        id
        name
      }
    }
  }
`);

export const SUBMIT = graphql(`
  mutation SubmitCount($id: ID!) {
    submitStockCount(id: $id) {
      id
      status
      lines {
        state
      }
    }
  }
`);

export const POST = graphql(`
  mutation PostCount($id: ID!, $reason: String!) {
    postStockCount(id: $id, reason: $reason) {
      id
      status
    }
  }
`);

export const REBASE = graphql(`
  mutation RebaseCount($id: ID!) {
    rebaseStockCount(id: $id) {
      id
    }
  }
`);

export const CANCEL = graphql(`
  mutation CancelCount($id: ID!) {
    cancelStockCount(id: $id) {
      id
      status
    }
  }
`);

export const EXPLAIN = graphql(`
  mutation ExplainVariance($id: ID!, $lines: [VarianceReasonInput!]!) {
    explainVariances(stockCountId: $id, lines: $lines) {
      id
    }
  }
`);
