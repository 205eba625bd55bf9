import { graphql } from '@bincard/client';

export const PLACES_AND_SUPPLIERS = graphql(`
  query PlacesAndSuppliers {
    locations {
      id
      code
      name
      kind
      active
      quarantineOf {
        id
        name
      }
    }
    suppliers {
      id
      code
      name
      leadTimeDays
      active
    }
  }
`);

export const CREATE_PLACE = graphql(`
  mutation CreatePlace($input: CreateLocationInput!) {
    createLocation(input: $input) {
      id
    }
  }
`);

export const UPDATE_PLACE = graphql(`
  mutation UpdatePlace($input: UpdateLocationInput!) {
    updateLocation(input: $input) {
      id
    }
  }
`);

export const CREATE_SUPPLIER = graphql(`
  mutation CreateSupplier($code: String!, $name: String!, $leadTimeDays: Int) {
    createSupplier(code: $code, name: $name, leadTimeDays: $leadTimeDays) {
      id
    }
  }
`);

export const UPDATE_SUPPLIER = graphql(`
  mutation UpdateSupplier($input: UpdateSupplierInput!) {
    updateSupplier(input: $input) {
      id
    }
  }
`);
