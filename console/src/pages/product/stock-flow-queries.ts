import { graphql } from '@bincard/client';

export const STOCK_FLOW = graphql(`
  query StockFlow($id: ID!, $from: LocalDate!, $to: LocalDate!) {
    stockFlow(productId: $id) {
      intake
      sold
      refunded
      expired
      adjusted
      storefrontAdjusted
      quarantineAdjusted
      inTransit
      storefrontCounted
      storefrontGap
    }
    stockAudit(productId: $id, from: $from, to: $to, groupBy: PRODUCT_AND_LOCATION) {
      location {
        id
        code
        name
        kind
      }
      purchases
      sales
      refunds
      adjustments
      transfersIn
      transfersOut
      expired
      closing
    }
    movements(filter: { productId: $id }, first: 1) {
      archivedUntil
    }
  }
`);

export const SINCE = graphql(`
  query StockSince($id: ID!, $from: LocalDate!, $to: LocalDate!) {
    stockAudit(productId: $id, from: $from, to: $to, groupBy: PRODUCT_AND_LOCATION) {
      location {
        id
        code
        name
      }
      opening
      purchases
      sales
      refunds
      adjustments
      transfersIn
      transfersOut
      expired
      closing
    }
    movements(filter: { productId: $id }, first: 1) {
      archivedUntil
    }
  }
`);
