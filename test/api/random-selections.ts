import fc, { type GeneratorValue } from 'fast-check';
import {
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';

type Fields = GraphQLField<unknown, unknown>;

const MAX_DEPTH = 4;
const GIVEN: Record<string, string | undefined> = { expiringBatches: 'withinDays: 3650' };

/** Selects fields of a schema: random ones, or every one below a field, down to a depth. */
export class Selections {
  /** `given`: the arguments of a field of the query by its name. */
  constructor(private readonly given = GIVEN) {}

  /** A field of the query with a random selection. */
  random(field: Fields, generate: GeneratorValue): string {
    return this.selected(field, generate, 0);
  }

  /** A field of the query with all that two levels below it have. */
  whole(field: Fields): string {
    return this.selected(field, undefined, MAX_DEPTH - 2);
  }

  private selected(field: Fields, generate: GeneratorValue | undefined, depth: number): string {
    const type = getNamedType(field.type);
    const paged = field.args.some(({ name }) => name === 'first');
    const isRoot = depth === 0 || depth === MAX_DEPTH - 2;
    const given = [
      ...(isRoot ? [this.given[field.name]] : []),
      ...(paged ? [`first: ${1 + (depth % 3)}`] : []),
    ].filter((each) => each !== undefined);
    const text = given.length === 0 ? field.name : `${field.name}(${given.join(' ')})`;
    return isLeafType(type)
      ? text
      : `${text} { ${this.below(type as GraphQLObjectType, generate, depth + 1)} }`;
  }

  private below(
    type: GraphQLObjectType,
    generate: GeneratorValue | undefined,
    depth: number,
  ): string {
    const fields = Object.values(type.getFields()).filter(
      (each) =>
        each.args.every((argument) => !isNonNullType(argument.type)) &&
        (isLeafType(getNamedType(each.type)) ||
          (isObjectType(getNamedType(each.type)) && depth < MAX_DEPTH)),
    );
    const some = () => fc.subarray(fields, { minLength: 1, maxLength: Math.min(fields.length, 4) });
    const chosen = generate ? generate(some) : fields;
    const texts = chosen.map((each) => this.selected(each, generate, depth));
    return ['__typename', ...texts].join(' ');
  }
}
