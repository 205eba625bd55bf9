import { graphql } from '@bincard/client';

export const EXPIRING = graphql(`
  query ExpiryCalendar($days: Int!, $place: ID) {
    expiringBatches(withinDays: $days, locationId: $place) {
      id
      batchNumber
      expiryDate
      remainingQuantity
      product {
        id
        name
        baseUnit
      }
    }
  }
`);

export const WRITE_OFF = graphql(`
  mutation WriteOffExpired(
    $dryRun: Boolean!
    $place: ID
    $expected: [ExpiredStockInput!]
    $key: String
  ) {
    writeOffExpired(
      dryRun: $dryRun
      locationId: $place
      expected: $expected
      idempotencyKey: $key
    ) {
      dryRun
      lines {
        quantity
        location {
          id
          code
        }
        batch {
          id
          batchNumber
          expiryDate
          product {
            id
            name
            baseUnit
          }
        }
      }
    }
  }
`);
