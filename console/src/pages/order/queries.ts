import { graphql } from '@bincard/client';

export const ORDER = graphql(`
  query Order($id: ID!) {
    purchaseOrder(id: $id) {
      id
      orderNumber
      status
      late
      actor
      createdAt
      orderedAt
      expectedOn
      reason
      supplier {
        id
        name
      }
      location {
        id
        code
        name
      }
      lines {
        id
        quantity
        receivedQuantity
        openQuantity
        unit
        unitCost
        expectedOn
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
      receipts {
        id
        reference
        receivedAt
        actor
        voided
      }
    }
  }
`);

export const PLACE = graphql(`
  mutation PlaceOrder($id: ID!) {
    placePurchaseOrder(id: $id) {
      id
    }
  }
`);

export const EXPECT = graphql(`
  mutation ExpectOrder($id: ID!, $day: LocalDate) {
    expectPurchaseOrder(id: $id, expectedOn: $day) {
      id
    }
  }
`);

export const CLOSE = graphql(`
  mutation CloseOrderShort($id: ID!, $reason: String!) {
    closePurchaseOrderShort(id: $id, reason: $reason) {
      id
    }
  }
`);

export const CANCEL = graphql(`
  mutation CancelOrder($id: ID!, $reason: String!) {
    cancelPurchaseOrder(id: $id, reason: $reason) {
      id
    }
  }
`);

export const CREATE_ORDER = graphql(`
  mutation CreateOrder($input: CreatePurchaseOrderInput!) {
    createPurchaseOrder(input: $input) {
      id
      orderNumber
    }
  }
`);
