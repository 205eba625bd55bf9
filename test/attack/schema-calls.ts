import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { createSchema } from '../../src/server/graphql/build-schema';

// Every place of the schema where a client may send a value, and for each a call that is valid except for that place.
// It is read from the schema, so that new fields are attacked without a change here.

export type Operation = 'query' | 'mutation' | 'subscription';

/** A place for a value: an argument, or a field in its input objects and lists. */
export interface Place {
  readonly operation: Operation;
  readonly field: string;
  /** Such as ['input', 'lines', 0, 'unit']. */
  readonly path: readonly (string | number)[];
  /** The scalar or enum that stands there. */
  readonly type: string;
}

/** What to write at a place so that the call is valid while another is attacked; undefined for nothing. */
export type Samples = (place: Place, attacked?: Place['path']) => unknown;

export const schema = createSchema();

/** The fields of an operation's root type, by name. */
export function rootFields(operation: Operation) {
  return schema.getRootType(operation as Parameters<typeof schema.getRootType>[0])!.getFields();
}

/** Every place of the schema. */
export function places(...operations: Operation[]): Place[] {
  return operations.flatMap((operation) =>
    Object.values(rootFields(operation)).flatMap(({ name, args }) =>
      args.flatMap((argument) => below(argument.type, [argument.name], { operation, field: name })),
    ),
  );
}

function below(
  type: GraphQLInputType,
  path: Place['path'],
  root: Pick<Place, 'operation' | 'field'>,
): Place[] {
  const bare = getNullableType(type);
  if (isListType(bare)) return below(bare.ofType, [...path, 0], root);
  if (!isInputObjectType(bare)) return [{ ...root, path, type: getNamedType(bare).name }];
  return Object.values(bare.getFields()).flatMap((field) =>
    below(field.type, [...path, field.name], root),
  );
}

export function nameOf({ field, path }: Place): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return `${field}${text}`;
}

/** The arguments of a valid call, with `value` at the place in question. */
export function argumentsWith(place: Place, value: unknown, samples: Samples): object {
  const given: Record<string, unknown> = {};
  for (const argument of rootFields(place.operation)[place.field]!.args) {
    const written = write(argument, [argument.name], place, value, samples);
    if (written !== undefined) given[argument.name] = written;
  }
  return given;
}

/** The arguments of a valid call. */
export function validArguments(operation: Operation, field: string, samples: Samples): object {
  return argumentsWith({ operation, field, path: [], type: '' }, undefined, samples);
}

function write(
  { type }: Pick<GraphQLArgument | GraphQLInputField, 'type'>,
  path: Place['path'],
  place: Place,
  value: unknown,
  samples: Samples,
): unknown {
  const here = path.length === place.path.length && path.every((key, n) => key === place.path[n]);
  if (here) return value;
  const onTheWay = path.every((key, n) => key === place.path[n]);
  const bare = getNullableType(type);
  const item = isListType(bare) ? getNullableType(bare.ofType) : bare;
  if (isLeafType(item)) {
    const at = isListType(bare) ? [...path, 0] : path;
    if (onTheWay && isListType(bare)) return [value];
    const sample = samples({ ...place, path: at, type: item.name }, place.path);
    if (sample === undefined) return undefined;
    return isListType(bare) ? [sample] : sample;
  }
  if (!onTheWay && !isNonNullType(type)) return undefined;
  if (!isInputObjectType(item)) throw new Error(`What is ${path.join('.')}?`);
  const at = isListType(bare) ? [...path, 0] : path;
  const fields = Object.values(item.getFields()).map((field) => [
    field.name,
    write(field, [...at, field.name], place, value, samples),
  ]);
  const object = Object.fromEntries(
    fields.filter(([, written]) => written !== undefined),
  ) as object;
  return isListType(bare) ? [object] : object;
}

/** A document that calls a field with these arguments as variables, and asks for every plain field of the answer. */
export function documentOf(operation: Operation, field: string, given: object, depth = 1) {
  const { args, type } = rootFields(operation)[field]!;
  const passed = args.filter(({ name }) => name in given);
  const list = (each: (argument: GraphQLArgument) => string) =>
    passed.length > 0 ? `(${passed.map(each).join(', ')})` : '';
  const declared = list((argument) => `$${argument.name}: ${String(argument.type)}`);
  const handed = list(({ name }) => `${name}: $${name}`);
  const query = `${operation} ${declared} { ${field}${handed} ${selectionOf(type, depth)} }`;
  return { query, variables: given };
}

/** Every field that needs no argument, some levels deep. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields())
    .filter(({ name }) => name !== 'edges' && name !== 'pageInfo')
    .map((field) => {
      if (isLeafType(getNamedType(field.type))) return field.name;
      return depth > 0 ? `${field.name} ${selectionOf(field.type, depth - 1)}` : '';
    });
  return `{ __typename ${fields.join(' ')} }`;
}
