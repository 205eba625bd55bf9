import 'reflect-metadata';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { ROLES, type Role } from '../auth/token';
import { BinCardResolver } from '../resolvers/bin-card.resolver';
import { IntegrityRuleResolver } from '../resolvers/integrity-rule.resolver';
import { LedgerResolver } from '../resolvers/ledger.resolver';
import { LocationResolver } from '../resolvers/location.resolver';
import { ProductResolver } from '../resolvers/product.resolver';
import { ReceiptResolver } from '../resolvers/receipt.resolver';
import * as relations from '../resolvers/relations.resolver';
import { SaleResolver } from '../resolvers/sale.resolver';
import type { RequestContext } from '../server/context';

const relationResolvers = Object.values(relations) as unknown as [new () => object];

/** The schema that the server serves and that src/schema/schema.graphql prints. */
export function createSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      BinCardResolver,
      IntegrityRuleResolver,
      LedgerResolver,
      LocationResolver,
      ProductResolver,
      ReceiptResolver,
      SaleResolver,
      ...relationResolvers,
    ],
    authChecker: ({ context }: { context: RequestContext }, roles: Role[]) =>
      isAllowed(context, roles[0] ?? 'viewer'),
    // Inputs are checked in schema/validate.ts, where the field is named.
    validate: false,
  });
}

/** Roles are ordered: each may do what the ones before it may. */
function isAllowed({ identity }: RequestContext, needed: Role): boolean {
  if (!identity) {
    throw new GraphQLError('This needs a valid token', { extensions: { code: 'UNAUTHENTICATED' } });
  }
  if (ROLES.indexOf(identity.role) < ROLES.indexOf(needed)) {
    throw new GraphQLError(`This needs the role ${needed}`, {
      extensions: { code: 'FORBIDDEN', details: { role: identity.role, needed } },
    });
  }
  return true;
}
