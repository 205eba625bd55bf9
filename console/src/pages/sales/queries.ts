import { graphql } from '@bincard/client';

export const SALES = graphql(`
  query Sales($status: SaleStatus, $place: ID, $from: LocalDate, $to: LocalDate, $after: String) {
    sales(
      status: $status
      locationId: $place
      from: $from
      to: $to
      after: $after
      first: 100
      order: NEWEST_FIRST
    ) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        receiptNumber
        status
        createdAt
        businessDate
        actor
        location {
          code
        }
        lines {
          id
          quantity
          product {
            name
            baseUnit
          }
        }
      }
    }
  }
`);
