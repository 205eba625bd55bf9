import { GraphQLError } from 'graphql';
import { ROLES, type Role } from '../../auth/token';
import type { RequestContext } from '../../resolvers/context';
import { unauthenticated } from './request-error';

/** Roles are ordered: each may do everything that the roles before it may. Refused in words where it is not so. */
export function isAllowed({ identity, denial }: RequestContext, needed: Role): boolean {
  if (!identity) throw unauthenticated(denial);
  if (ROLES.indexOf(identity.role) < ROLES.indexOf(needed)) {
    throw new GraphQLError(`This needs the role ${needed}`, {
      extensions: { code: 'FORBIDDEN', details: { role: identity.role, needed } },
    });
  }
  return true;
}
