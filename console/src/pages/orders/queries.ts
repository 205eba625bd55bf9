import { graphql } from '@bincard/client';

export const ORDERS = graphql(`
  query Orders($status: PurchaseOrderStatus, $late: Boolean, $after: String) {
    purchaseOrders(status: $status, late: $late, after: $after, first: 100, order: NEWEST_FIRST) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        orderNumber
        status
        late
        expectedOn
        createdAt
        supplier {
          name
        }
        location {
          code
        }
        lines {
          id
        }
      }
    }
  }
`);
