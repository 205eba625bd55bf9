import { graphql } from '@bincard/client';

export const USERS = graphql(`
  query Users {
    users {
      id
      name
      email
      role
      active
      lastSignInAt
    }
  }
`);

export const INVITE = graphql(`
  mutation InviteUser($input: InviteUserInput!) {
    inviteUser(input: $input) {
      id
      name
      link
    }
  }
`);

export const RESET = graphql(`
  mutation ResetUser($id: ID!) {
    resetUser(id: $id) {
      id
      name
      link
    }
  }
`);

export const SET_ROLE = graphql(`
  mutation SetUserRole($id: ID!, $role: Role!) {
    setUserRole(id: $id, role: $role) {
      id
      role
    }
  }
`);

export const SET_ACTIVE = graphql(`
  mutation SetUserActive($id: ID!, $active: Boolean!) {
    setUserActive(id: $id, active: $active) {
      id
      active
    }
  }
`);
