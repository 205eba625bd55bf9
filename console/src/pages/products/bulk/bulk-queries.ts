import { graphql } from '@bincard/client';

export const READ_CHOSEN = graphql(`
  query ReadChosen($skus: [String!]!) {
    products(filter: { skus: $skus }, first: 500) {
      nodes {
        id
        sku
        name
        version
        status
        reorderPoint
        attributes
      }
    }
  }
`);

export const UPDATE_PRODUCT = graphql(`
  mutation UpdateProduct($input: UpdateProductInput!) {
    updateProduct(input: $input) {
      id
      version
    }
  }
`);
