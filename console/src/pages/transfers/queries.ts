import { graphql } from '@bincard/client';

/** What is open of each status, the oldest first; of what is done, the last. */
export const TRANSFERS = graphql(`
  query TransferBoard($place: ID) {
    requested: transfers(status: REQUESTED, locationId: $place, first: 50) {
      ...Column
    }
    approved: transfers(status: APPROVED, locationId: $place, first: 50) {
      ...Column
    }
    dispatched: transfers(status: DISPATCHED, locationId: $place, first: 50) {
      ...Column
    }
    partial: transfers(status: PARTIALLY_RECEIVED, locationId: $place, first: 50) {
      ...Column
    }
    fulfilled: transfers(status: FULFILLED, locationId: $place, first: 10, order: NEWEST_FIRST) {
      ...Column
    }
  }

  fragment Column on TransferConnection {
    totalCount
    nodes {
      id
      status
      requestedAt
      requestedBy
      dispatchedAt
      fulfilledAt
      from {
        code
        name
      }
      to {
        code
        name
      }
      lines {
        id
        quantity
        inTransitQuantity
        lostQuantity
        product {
          name
          baseUnit
        }
      }
      closings {
        status
      }
    }
  }
`);

export const APPROVE = graphql(`
  mutation ApproveTransfer($id: ID!) {
    approveTransfer(id: $id) {
      id
      status
    }
  }
`);

export const DISPATCH = graphql(`
  mutation DispatchTransfer($id: ID!) {
    dispatchTransfer(id: $id) {
      id
      status
    }
  }
`);

export const FULFILL = graphql(`
  mutation FulfillTransfer($id: ID!) {
    fulfillTransfer(id: $id) {
      id
      status
    }
  }
`);
