import { graphql } from '@bincard/client';

export const RECEIPTS = graphql(`
  query Receipts($place: ID, $after: String) {
    receipts(locationId: $place, after: $after, first: 100, order: NEWEST_FIRST) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        reference
        supplier
        voided
        actor
        receivedAt
        businessDate
        location {
          code
        }
      }
    }
  }
`);

export const ADJUSTMENTS = graphql(`
  query Adjustments($place: ID, $after: String) {
    adjustments(locationId: $place, after: $after, first: 100, order: NEWEST_FIRST) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        type
        status
        quantity
        requestedBy
        requestedAt
        businessDate
        location {
          code
        }
        batch {
          product {
            name
            baseUnit
          }
        }
      }
    }
  }
`);

export const WRITE_OFFS = graphql(`
  query WriteOffs($place: ID, $after: String) {
    expiryWriteOffs(locationId: $place, after: $after, first: 100, order: NEWEST_FIRST) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        actor
        createdAt
        businessDate
        location {
          code
        }
      }
    }
  }
`);

export const ASSEMBLIES = graphql(`
  query Assemblies($place: ID, $after: String) {
    assemblies(locationId: $place, after: $after, first: 100, order: NEWEST_FIRST) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        status
        quantity
        actor
        createdAt
        businessDate
        location {
          code
        }
        product {
          name
          baseUnit
        }
      }
    }
  }
`);
