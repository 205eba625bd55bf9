import { graphql } from '@bincard/client';

export const LABEL_OF_PRODUCT = graphql(`
  query LabelOfProduct($id: ID!) {
    product(id: $id) {
      id
      sku
      name
      baseUnit
      codes {
        code
        kind
        unit
      }
    }
  }
`);

export const LABEL_OF_LOT = graphql(`
  query LabelOfLot($id: ID!) {
    lot(id: $id) {
      id
      lotNumber
      expiryDate
      product {
        id
        sku
        name
        baseUnit
        codes {
          code
          kind
          unit
        }
      }
    }
  }
`);
