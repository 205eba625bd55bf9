import { initGraphQLTada } from 'gql.tada';
import type { introspection, introspection_types } from './introspection.mjs';

/** Types a document of this schema: `graphql('query { ... }')`. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    /** A moment in UTC, such as 2026-01-31T09:30:00.000Z. */
    DateTimeISO: string;
    /** A day of the tenant's time zone, such as 2026-01-31. */
    LocalDate: string;
    /** A whole number up to 2^53 - 1. */
    SafeInt: number;
    AttributeValue: string | number | boolean;
    JSONObject: Record<string, unknown>;
  };
}>();

type FieldOf<Root extends 'Query' | 'Mutation' | 'Subscription'> =
  keyof introspection_types[Root]['fields'];
/** An operation of the schema, as `me { permissions }` names those that the role may call. */
export type Operation = FieldOf<'Query'> | FieldOf<'Mutation'> | FieldOf<'Subscription'>;

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
export { readFragment } from 'gql.tada';
export {
  createClient,
  OutcomeUnknown,
  type Client,
  type ClientOptions,
  type RequestOptions,
} from './create-client.mjs';
export { dataOf, Refused, type Code, type Outcome, type Refusal } from './refusals.mjs';
export type { FactsOf } from './facts.mjs';
export * from './verify-proof.mjs';
