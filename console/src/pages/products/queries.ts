import { graphql } from '@bincard/client';

export const PRODUCTS = graphql(`
  query Products($filter: ProductFilter, $after: String) {
    products(filter: $filter, first: 100, after: $after) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        sku
        name
        status
        baseUnit
        available
        onHand
        reorderPoint
      }
    }
  }
`);
