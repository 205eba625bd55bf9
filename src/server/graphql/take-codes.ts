import {
  getNamedType,
  getNullableType,
  GraphQLID,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLFieldResolver,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { isCode, replaceCodes, type CodeForId, type Coded } from '../../codes/ids-of-codes';
import { checkList } from '../../input/validate';
import type { RequestContext } from '../../resolvers/context';

// Wherever the schema takes the id of a product or a location, it takes a code too: a SKU, a barcode, a location's code. The
// codes are replaced by ids here, before a resolver sees its arguments. What looks like an id (a UUID) is one. Where an input
// has a unit as well and none is given, it is the unit that carries the code: one scanned tray is one tray.

/** What an input field or argument of type ID names; undefined for the id of something else. */
export function kindOf(name: string, owner?: string): Coded | undefined {
  if (/(^p|P)roductIds?$/.test(name) || (name === 'id' && owner === 'UpdateProductInput')) {
    return 'product';
  }
  const isLocation = /(^l|L)ocationIds?$/.test(name) || name === 'quarantineOfId';
  return isLocation || (name === 'id' && owner === 'UpdateLocationInput') ? 'location' : undefined;
}

const UNIT_OF_CODE =
  'Where `productId` is a code of another unit, such as the barcode of a tray, that unit is the default.';

/** Refuses a caller who may not ask for a field, such as `Mutation.recordSale`. */
type CheckCaller = (context: RequestContext, field: string) => void;

/**
 * Lets every field of a schema that takes the id of a product or a location take a code. Fields that are given ids are
 * resolved as before, without a promise more. `checkCaller` is asked before a code is looked up: nobody learns which codes
 * there are from a field that they may not ask for.
 */
export function takeCodes(schema: GraphQLSchema, checkCaller: CheckCaller): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { args: declared, resolve, subscribe } = field;
      if (declared.length === 0) continue;
      declared.forEach((argument) => describe(argument));
      const check = (context: RequestContext) => checkCaller(context, `${type.name}.${field.name}`);
      if (subscribe) field.subscribe = withIds(declared, subscribe, check, true);
      else if (resolve) field.resolve = withIds(declared, resolve, check, false);
    }
  }
  for (const type of Object.values(schema.getTypeMap()).filter(isInputObjectType)) {
    const fields = type.getFields();
    Object.values(fields).forEach((field) => describe(field, type.name));
    const { productId, unit } = fields;
    if (productId && unit) unit.description += ` ${UNIT_OF_CODE}`;
  }
  return schema;
}

function describe(place: GraphQLArgument | GraphQLInputField, owner?: string): void {
  const kind = getNamedType(place.type) === GraphQLID && kindOf(place.name, owner);
  if (!kind) return;
  const takes =
    kind === 'product' ? 'An id, or a code of a product.' : "An id, or a location's code.";
  place.description = [place.description, takes].filter(Boolean).join(' ');
}

/** What a request has where ids are expected. */
interface Found {
  readonly codes: CodeForId[];
  /** The lists that hold codes: each is checked for its length before they are looked up. */
  readonly lists: { list: unknown[]; name: string; field: string }[];
}

/** Whether arguments hold a code where an id is expected. */
export function hasCodes(declared: readonly GraphQLArgument[], args: Holder): boolean {
  const found: Found = { codes: [], lists: [] };
  for (const { name, type } of declared) collect(type, args, name, name, undefined, found);
  return found.codes.length > 0;
}

type Resolve = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

function withIds(
  declared: readonly GraphQLArgument[],
  resolve: Resolve,
  checkCaller: (context: RequestContext) => void,
  apart: boolean,
): Resolve {
  return (root, args, context, info) => {
    const found: Found = { codes: [], lists: [] };
    for (const { name, type } of declared) collect(type, args, name, name, undefined, found);
    if (found.codes.length === 0) return resolve(root, args, context, info);
    checkCaller(context);
    for (const { list, name, field } of found.lists) checkList(list, name, field);
    return replaceCodes(found.codes, context.snapshot)
      .then(() => (apart ? context.endReading() : undefined))
      .then(() => resolve(root, args, context, info));
  };
}

type Holder = Record<string | number, unknown>;

function collect(
  declared: GraphQLInputType,
  holder: Holder,
  key: string | number,
  field: string,
  owner: GraphQLInputObjectType | undefined,
  found: Found,
  name = String(key),
): void {
  const value = holder[key];
  if (value === null || value === undefined) return;
  const type = getNullableType(declared);
  if (isListType(type)) {
    const list = value as unknown[];
    const before = found.codes.length;
    for (const index of list.keys()) {
      collect(type.ofType, value as never, index, `${field}[${index}]`, owner, found, name);
    }
    if (found.codes.length > before) found.lists.push({ list, name, field });
  } else if (isInputObjectType(type)) {
    for (const [below, { type: fieldType }] of Object.entries(type.getFields())) {
      collect(fieldType, value as Holder, below, `${field}.${below}`, type, found);
    }
  } else if (getNamedType(type) === GraphQLID && isCode(value)) {
    const kind = kindOf(name, owner?.name);
    const takesUnit = owner !== undefined && 'unit' in owner.getFields();
    const replace = (id: string, unit?: string) => {
      holder[key] = id;
      if (takesUnit && unit !== undefined) holder['unit'] ??= unit;
    };
    if (kind) found.codes.push({ kind, code: value, field, replace });
  }
}
