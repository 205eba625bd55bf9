import { graphql } from '@bincard/client';

export const EXTERNAL_ROWS = graphql(`
  query SyncExternalRows($id: ID!, $search: String, $after: String) {
    externalProducts(sourceId: $id, newOnly: true, search: $search, first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        key
        status
        quantity
        problem
        values
        product {
          sku
          name
          batchNumber
          attributes
        }
      }
    }
  }
`);
