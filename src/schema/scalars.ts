import {
  GraphQLDateTimeISO,
  GraphQLJSONObject,
  GraphQLLocalDate,
  GraphQLSafeInt,
} from 'graphql-scalars';
import { GraphQLScalarType } from 'graphql';

/** The scalar as clients may send it, passing what the database has already put into its final text. */
function fromDatabase(scalar: GraphQLScalarType, description: string): GraphQLScalarType {
  return new GraphQLScalarType({
    ...scalar.toConfig(),
    description,
    serialize: (value: unknown) => value,
  });
}

export const DateTimeISO = fromDatabase(
  GraphQLDateTimeISO,
  'A moment in UTC, ISO 8601 with milliseconds: 2026-01-31T09:30:00.000Z.',
);
export const LocalDate = fromDatabase(
  GraphQLLocalDate,
  "A calendar day in the tenant's time zone: 2026-01-31.",
);
export const SafeInt = fromDatabase(
  GraphQLSafeInt,
  "A whole number up to 2^53 - 1. Quantities count the product's base unit.",
);
export const JSONObject = fromDatabase(GraphQLJSONObject, 'A JSON object.');
