import { graphql } from '@bincard/client';

export const STOCK_AUDIT = graphql(`
  query ReportStock($from: LocalDate!, $to: LocalDate!, $place: ID, $group: StockAuditGroup) {
    stockAudit(from: $from, to: $to, locationId: $place, groupBy: $group) {
      key
      product {
        id
        sku
        name
        baseUnit
      }
      location {
        code
      }
      opening
      purchases
      sales
      refunds
      transfersIn
      transfersOut
      adjustments
      expired
      netChange
      closing
    }
  }
`);

export const VALUE = graphql(`
  query ReportValue($at: LocalDate, $place: ID, $group: StockValueGroup) {
    stockValue(at: $at, locationId: $place, groupBy: $group) {
      at
      currency
      value
      quantity
      quantityWithoutCost
      inTransitValue
      lines {
        key
        value
        quantity
        quantityWithoutCost
        product {
          id
          sku
          name
          baseUnit
        }
        location {
          code
          name
        }
      }
    }
  }
`);

export const MARGIN = graphql(`
  query ReportMargin($from: LocalDate!, $to: LocalDate!, $place: ID) {
    margin(from: $from, to: $to, locationId: $place) {
      product {
        id
        sku
        name
        baseUnit
      }
      quantity
      quantityWithoutCost
      quantityWithoutPrice
      cost
      revenue
      margin
    }
    settings {
      currency
    }
  }
`);

export const AGE = graphql(`
  query ReportAge($place: ID) {
    stockAge(locationId: $place) {
      product {
        id
        sku
        name
        baseUnit
      }
      location {
        code
      }
      days0to30
      days31to90
      days91to180
      over180Days
      value
      quantityWithoutCost
    }
  }
`);

export const ABC = graphql(`
  query ReportAbc($from: LocalDate!, $to: LocalDate!, $place: ID) {
    abcAnalysis(from: $from, to: $to, locationId: $place) {
      product {
        id
        sku
        name
        baseUnit
      }
      class
      quantity
      quantityWithoutPrice
      revenue
      sharePercent
      cumulativePercent
    }
  }
`);

export const DAILY = graphql(`
  query ReportDaily($from: LocalDate!, $to: LocalDate!, $place: ID, $product: ID, $after: String) {
    dailyStock(
      from: $from
      to: $to
      locationId: $place
      productId: $product
      first: 500
      after: $after
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        businessDate
        product {
          id
          sku
          name
          baseUnit
        }
        location {
          code
        }
        opening
        purchases
        sales
        refunds
        transfersIn
        transfersOut
        adjustments
        expired
        closing
      }
    }
  }
`);

export const DAYS = graphql(`
  query ReportDays($from: LocalDate!, $to: LocalDate!, $place: ID, $product: ID!) {
    stockAudit(
      from: $from
      to: $to
      locationId: $place
      productId: $product
      groupBy: PRODUCT_AND_DAY
    ) {
      businessDate
      opening
      closing
      product {
        name
        baseUnit
      }
    }
  }
`);

export const VARIANCES = graphql(`
  query ReportVariances($from: LocalDate!, $to: LocalDate!, $place: ID, $group: VarianceGroup!) {
    varianceReport(from: $from, to: $to, locationId: $place, groupBy: $group) {
      key
      product {
        id
        sku
        name
        baseUnit
      }
      batches
      surplus
      shortage
      variance
      surplusValue
      shortageValue
      value
      quantityWithoutCost
    }
  }
`);

export const CONTINUITY = graphql(`
  query ReportContinuity($from: LocalDate!, $to: LocalDate!) {
    continuityBreaks(from: $from, to: $to) {
      businessDate
      product {
        id
        sku
        name
        baseUnit
      }
      location {
        code
      }
      previousClosing
      opening
    }
  }
`);
