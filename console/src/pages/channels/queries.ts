import { graphql } from '@bincard/client';

export const CORRECTIONS = graphql(`
  query ChannelCorrections($channel: String, $after: String) {
    channelCorrections(channel: $channel, first: 100, after: $after, order: NEWEST_FIRST) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        channel
        field
        quantity
        due
        sentAt
        createdAt
        product {
          id
          sku
          name
        }
        location {
          code
        }
      }
    }
  }
`);

export const MARK_SENT = graphql(`
  mutation MarkCorrectionSent($id: ID!) {
    markCorrectionSent(id: $id) {
      id
      sentAt
      due
    }
  }
`);
