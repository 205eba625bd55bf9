import {
  GraphQLDateTimeISO,
  GraphQLJSONObject,
  GraphQLLocalDate,
  GraphQLSafeInt,
} from 'graphql-scalars';
import {
  GraphQLError,
  GraphQLScalarType,
  type GraphQLScalarTypeConfig,
  type ValueNode,
} from 'graphql';

/** The scalar as clients may send it, passing what the database has already put into its final text. */
function fromDatabase(
  scalar: GraphQLScalarType,
  description: string,
  check: (value: unknown, node?: ValueNode) => void = () => undefined,
): GraphQLScalarType {
  const config = scalar.toConfig() as Required<GraphQLScalarTypeConfig<unknown, unknown>>;
  const checked = (value: unknown, node?: ValueNode): unknown => {
    check(value, node);
    return value;
  };
  return new GraphQLScalarType({
    ...config,
    description,
    serialize: (value: unknown) => value,
    parseValue: (value) => checked(config.parseValue(value)),
    parseLiteral: (node, variables) => checked(config.parseLiteral(node, variables), node),
  });
}

/** PostgreSQL knows no year 0, and writes the years after 9999 in another form than ISO's. */
function mustHaveYear(value: unknown, node?: ValueNode): void {
  const year = value instanceof Date ? value.getUTCFullYear() : Number(String(value).slice(0, 4));
  if (year < 1 || year > 9999) {
    throw new GraphQLError('The year must be between 1 and 9999', node ? { nodes: node } : {});
  }
}

export const DateTimeISO = fromDatabase(
  GraphQLDateTimeISO,
  'A moment in UTC, ISO 8601 with milliseconds: 2026-01-31T09:30:00.000Z.',
  mustHaveYear,
);
export const LocalDate = fromDatabase(
  GraphQLLocalDate,
  "A calendar day in the tenant's time zone: 2026-01-31.",
  mustHaveYear,
);
export const SafeInt = fromDatabase(
  GraphQLSafeInt,
  "A whole number up to 2^53 - 1. Quantities count the product's base unit.",
);
export const JSONObject = fromDatabase(GraphQLJSONObject, 'A JSON object.');
