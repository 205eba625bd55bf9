import { graphql } from '@bincard/client';

export const ME = graphql(`
  query Me {
    me {
      actor
      role
      tenant
      timeZone
      permissions
      user {
        name
        email
      }
    }
    settings {
      allowSelfApproval
      currency
    }
  }
`);
