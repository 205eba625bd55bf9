import { graphql } from '@bincard/client';

export const RESOLVE = graphql(`
  query ResolveCode($code: String!) {
    resolveCode(code: $code) {
      product {
        id
      }
      lot {
        id
      }
    }
  }
`);
