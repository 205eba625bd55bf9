import { graphql } from '@bincard/client';

export const TOKENS = graphql(`
  query ApiTokens {
    apiTokens {
      id
      name
      actor
      role
      effectiveRole
      createdAt
      expiresAt
      lastUsedAt
      revoked
    }
  }
`);

export const CREATE_TOKEN = graphql(`
  mutation CreateApiToken($name: String!, $role: Role!, $expiresInDays: Int!) {
    createApiToken(name: $name, role: $role, expiresInDays: $expiresInDays) {
      secret
      token {
        id
        name
      }
    }
  }
`);

export const REVOKE_TOKEN = graphql(`
  mutation RevokeApiToken($id: ID!) {
    revokeApiToken(id: $id) {
      id
      revoked
    }
  }
`);
