import { graphql } from '@bincard/client';

export const PLACES = graphql(`
  query Places {
    locations {
      id
      code
      name
      kind
      active
    }
  }
`);

export const FIND = graphql(`
  query FindProducts($search: String!) {
    products(first: 8, filter: { search: $search, status: ACTIVE }) {
      nodes {
        id
        sku
        name
      }
    }
  }
`);

export const CODE = graphql(`
  query CodeForLine($code: String!) {
    resolveCode(code: $code) {
      unit
      quantity
      lotNumber
      expiryDate
      product {
        id
        sku
        name
        status
        kind
        baseUnit
        trackInventory
        units {
          code
          factor
          retired
        }
        stock {
          available
          location {
            code
          }
        }
      }
    }
  }
`);

export const SUPPLIERS = graphql(`
  query Suppliers {
    suppliers {
      id
      code
      name
      leadTimeDays
      active
    }
  }
`);
