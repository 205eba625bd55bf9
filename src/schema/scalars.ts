import {
  GraphQLDateTimeISO,
  GraphQLJSONObject,
  GraphQLLocalDate,
  GraphQLSafeInt,
} from 'graphql-scalars';
import {
  GraphQLError,
  GraphQLScalarType,
  Kind,
  type GraphQLScalarTypeConfig,
  type ValueNode,
} from 'graphql';

/**
 * Thrown for a field whose value cannot be shown: a sum over 2^53 - 1, which a number would round, or what came into the
 * database past its rules. Only this field fails; where it is never null, the object that it is in.
 */
export class NotRepresentable extends Error {
  readonly value: string;
  constructor(type: string, value: unknown) {
    const shown = String(value).slice(0, 100);
    super(`${type} cannot represent ${shown}`);
    this.value = shown;
  }
}

/**
 * The scalar as clients may send it (`check` throws for more than it does). In an answer it passes what the database has
 * already put into its final text, unless `fits` says that it is none of its values. `advice` ends the refusal of what a
 * client sent.
 */
function fromDatabase(
  scalar: GraphQLScalarType,
  description: string,
  fits: (value: unknown) => boolean = () => true,
  advice = '',
  check: (value: unknown) => void = () => undefined,
): GraphQLScalarType {
  const config = scalar.toConfig() as Required<GraphQLScalarTypeConfig<unknown, unknown>>;
  const checked = (read: () => unknown): unknown => {
    try {
      const value = read();
      check(value);
      return value;
    } catch (error) {
      const message = `${(error as Error).message}${advice}`;
      if (!(error instanceof GraphQLError)) throw new TypeError(message, { cause: error });
      const { nodes, extensions } = error;
      throw new GraphQLError(message, { nodes, extensions });
    }
  };
  return new GraphQLScalarType({
    ...config,
    description,
    serialize: (value: unknown) => {
      if (fits(value)) return value;
      throw new NotRepresentable(scalar.name, value);
    },
    parseValue: (value) => checked(() => config.parseValue(value)),
    parseLiteral: (node, variables) => checked(() => config.parseLiteral(node, variables)),
  });
}

/** PostgreSQL knows no year 0, and writes the years after 9999 in another form than ISO's. */
function mustHaveYear(value: unknown): void {
  const year = value instanceof Date ? value.getUTCFullYear() : Number(String(value).slice(0, 4));
  if (year < 1 || year > 9999) {
    throw new TypeError('The year must be between 1 and 9999');
  }
}

/** A time as inventory.utc_text writes it; not infinity, nor a year before 1 or after 9999. */
const isMoment = (value: unknown): boolean =>
  typeof value === 'string'
    ? value[4] === '-' && value[10] === 'T'
    : value instanceof Date && value.getUTCFullYear() >= 1 && value.getUTCFullYear() <= 9999;
const isCalendarDay = (value: unknown): boolean =>
  typeof value === 'string' && value.length === 10 && value[4] === '-';

export const DateTimeISO = fromDatabase(
  GraphQLDateTimeISO,
  'A moment in UTC, ISO 8601 with milliseconds: 2026-01-31T09:30:00.000Z.',
  isMoment,
  '; give a time such as 2026-01-31T09:30:00Z',
  mustHaveYear,
);
export const LocalDate = fromDatabase(
  GraphQLLocalDate,
  "A calendar day in the tenant's time zone: 2026-01-31.",
  isCalendarDay,
  '; give a day such as 2026-01-31',
  mustHaveYear,
);
export const SafeInt = fromDatabase(
  GraphQLSafeInt,
  "A whole number up to 2^53 - 1. Quantities count the product's base unit; one of a line, an intake or the stock of a place is at most 1000000000000 (QUANTITY_TOO_LARGE).",
  Number.isSafeInteger,
  '; give a whole number (a decimal quantity goes into amount: "1.5")',
);
export const JSONObject = fromDatabase(GraphQLJSONObject, 'A JSON object.');

/** A string, a finite number or a boolean. */
function attributeValue(value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError('AttributeValue must be a string, a number or a boolean');
}

function attributeLiteral(node: ValueNode): string | number | boolean {
  const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
  if (isNumber) return attributeValue(Number(node.value));
  const isPlain = node.kind === Kind.STRING || node.kind === Kind.BOOLEAN;
  return attributeValue(isPlain ? node.value : undefined);
}

export const AttributeValue = new GraphQLScalarType({
  name: 'AttributeValue',
  description: 'The value of an attribute that is searched by: a string, a number or a boolean.',
  serialize: (value) => attributeValue(value),
  parseValue: (value) => attributeValue(value),
  parseLiteral: attributeLiteral,
});
