import { graphql } from '@bincard/client';

export const REQUEST = graphql(`
  mutation RequestTransfer($input: RequestTransferInput!) {
    requestTransfer(input: $input) {
      id
      status
    }
  }
`);
