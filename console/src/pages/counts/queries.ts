import { graphql } from '@bincard/client';

export const COUNTS = graphql(`
  query Counts {
    open: stockCounts(status: OPEN, first: 50) {
      nodes {
        id
        blind
        startedAt
        startedBy
        status
        automatic
        location {
          code
          name
        }
        lines {
          counted
          state
        }
      }
    }
    posted: stockCounts(status: POSTED, first: 8, order: NEWEST_FIRST) {
      nodes {
        id
        status
        automatic
        postedAt
        postedBy
        location {
          code
          name
        }
      }
    }
  }
`);

export const DUE = graphql(`
  query CountsDue {
    countsDue {
      class
      daysOverdue
      product {
        name
      }
      location {
        code
        name
      }
      stockCount {
        id
      }
    }
  }
`);

export const START_DUE = graphql(`
  mutation StartDueCount($place: ID!, $blind: Boolean!, $products: Int!, $key: String!) {
    startDueCount(locationId: $place, blind: $blind, products: $products, idempotencyKey: $key) {
      id
    }
  }
`);

export const START_ALL = graphql(`
  mutation StartCountOfAll($place: ID!, $blind: Boolean!, $key: String!) {
    startStockCount(locationId: $place, blind: $blind, idempotencyKey: $key) {
      id
    }
  }
`);
