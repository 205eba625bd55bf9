import { GraphQLError } from 'graphql';

/** A refusal of bad input, before any SQL: `field` is the path of what is wrong. */
export function badInput(
  field: string,
  message: string,
  details: Record<string, unknown> = {},
  code = 'BAD_USER_INPUT',
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, details: { field, ...details } } });
}
