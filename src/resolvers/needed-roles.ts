import { getMetadataStorage } from 'type-graphql';
import type { Role } from '../auth/token';

/** The role that each field of a root type needs, such as `Mutation.recordSale`. */
export function neededRoles(): Map<string, Role> {
  const { queries, mutations, subscriptions, authorizedFields } = getMetadataStorage();
  const roots = { Query: queries, Mutation: mutations, Subscription: subscriptions };
  return new Map(
    Object.entries(roots).flatMap(([root, fields]) =>
      fields.map(({ target, methodName, schemaName }) => {
        const authorized = authorizedFields.find(
          (field) => field.target === target && field.fieldName === methodName,
        );
        return [`${root}.${schemaName}`, (authorized?.roles[0] ?? 'viewer') as Role] as const;
      }),
    ),
  );
}
