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
  mutation WriteOffExpired($dryRun: Boolean!, $place: ID) {
    writeOffExpired(dryRun: $dryRun, locationId: $place) {
      dryRun
      lines {
        quantity
        location {
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
