import { graphql } from '@bincard/client';

export const WEBHOOKS = graphql(`
  query Webhooks {
    webhooks {
      id
      url
      events
      enabled
      createdAt
      createdBy
      failures
      failingSince
      lastDeliveredAt
      lastError
      nextAttemptAt
      lag
      warning
    }
  }
`);

export const CREATE_WEBHOOK = graphql(`
  mutation CreateWebhook($url: String!, $events: [String!]!) {
    createWebhook(url: $url, events: $events) {
      secret
      webhook {
        id
        url
      }
    }
  }
`);

export const SET_ENABLED = graphql(`
  mutation SetWebhookEnabled($id: ID!, $enabled: Boolean!) {
    setWebhookEnabled(id: $id, enabled: $enabled) {
      id
      enabled
    }
  }
`);

export const DELETE_WEBHOOK = graphql(`
  mutation DeleteWebhook($id: ID!) {
    deleteWebhook(id: $id)
  }
`);
