import { graphql } from '@bincard/client';

export const SUGGESTIONS = graphql(`
  query ReorderSuggestions($place: ID) {
    reorderSuggestions(locationId: $place) {
      everywhere
      available
      onOrder
      inTransit
      minimum
      maximum
      sold28
      sold90
      daysInStock28
      daysInStock90
      soldPerDay
      daysOfCover
      leadTimeDays
      suggestedQuantity
      suggestedUnits
      unit
      unitCost
      supplier {
        id
        name
      }
      location {
        id
        code
        name
      }
      product {
        id
        sku
        name
        baseUnit
      }
    }
  }
`);
