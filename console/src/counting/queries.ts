import { graphql } from '@bincard/client';

/** The last movements of a batch at a place, to tell which of them a figure already shows. */
export const MOVED = graphql(`
  query MovedMeanwhile($batch: ID!, $place: ID!) {
    movements(filter: { batchId: $batch, locationId: $place }, last: 100) {
      nodes {
        sequence
        recordedAt
      }
    }
    me {
      tenant
      actor
    }
  }
`);

/** Whose session it is. */
export const WHO = graphql(`
  query WhoCounts {
    me {
      tenant
      actor
    }
  }
`);

export const RECORD = graphql(`
  mutation RecordCount($id: ID!, $line: CountLineInput!, $key: String!) {
    recordCount(stockCountId: $id, lines: [$line], idempotencyKey: $key) {
      id
    }
  }
`);
