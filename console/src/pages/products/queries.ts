import { graphql } from '@bincard/client';

export const PRODUCTS = graphql(`
  query Products($filter: ProductFilter, $after: String, $place: ID, $atPlace: Boolean!) {
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
        stock(locationId: $place) @include(if: $atPlace) {
          available
          onHand
        }
      }
    }
  }
`);
