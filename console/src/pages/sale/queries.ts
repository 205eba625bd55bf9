import { graphql } from '@bincard/client';

export const SALE = graphql(`
  query Sale($id: ID!) {
    sale(id: $id) {
      id
      receiptNumber
      status
      createdAt
      businessDate
      actor
      location {
        code
        name
      }
      lines {
        id
        quantity
        refundedQuantity
        unitPrice
        product {
          id
          sku
          name
          baseUnit
        }
        allocations {
          quantity
          batch {
            id
            batchNumber
            expiryDate
          }
        }
      }
      refunds {
        id
        createdAt
        actor
        reason
        location {
          code
        }
        lines {
          saleLineId
          quantity
          disposition
        }
      }
    }
  }
`);

export const REFUND = graphql(`
  mutation Refund($input: RefundSaleInput!) {
    refundSale(input: $input) {
      id
    }
  }
`);

export const VOID = graphql(`
  mutation Void($id: ID!, $reason: String!) {
    voidSale(id: $id, reason: $reason) {
      id
      status
    }
  }
`);

export const REFUND_OF = graphql(`
  query RefundOf($id: ID!) {
    refund(id: $id) {
      sale {
        id
      }
    }
  }
`);
