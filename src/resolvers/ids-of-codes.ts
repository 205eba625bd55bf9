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
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { findCodes } from '../database/queries/tenants';
import { badInput } from '../input/bad-input';
import { checkText, isId } from '../input/validate';
import type { RequestContext } from './context';

// Wherever the schema takes the id of a product or a location, it takes a code too: a SKU, a barcode, a location's code. The
// codes are replaced by ids here, before a resolver sees its arguments. What looks like an id (a UUID) is one.

/** A refusal shows no more of a text than a code can have. */
const LONGEST = 128;

type Kind = 'product' | 'location';

/** What an input field or argument of type ID names; undefined for the id of something else. */
export function kindOf(name: string, owner?: string): Kind | undefined {
  if (/(^p|P)roductIds?$/.test(name) || (name === 'id' && owner === 'UpdateProductInput')) {
    return 'product';
  }
  const isLocation = /(^l|L)ocationIds?$/.test(name) || name === 'quarantineOfId';
  return isLocation || (name === 'id' && owner === 'UpdateLocationInput') ? 'location' : undefined;
}

/** A code where an id is expected. */
interface Found {
  readonly kind: Kind;
  readonly code: string;
  readonly field: string;
  readonly replace: (id: string) => void;
}

/**
 * Lets every field of a schema that takes the id of a product or a location take a code. Fields that are given ids are
 * resolved as before, without a promise more.
 */
export function takeCodes(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { args: declared, resolve, subscribe } = field;
      if (declared.length === 0) continue;
      declared.forEach((argument) => describe(argument));
      if (subscribe) field.subscribe = withIds(declared, subscribe, true);
      else if (resolve) field.resolve = withIds(declared, resolve, false);
    }
  }
  for (const type of Object.values(schema.getTypeMap()).filter(isInputObjectType)) {
    Object.values(type.getFields()).forEach((field) => describe(field, type.name));
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

type Resolve = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

function withIds(declared: readonly GraphQLArgument[], resolve: Resolve, apart: boolean): Resolve {
  return (root, args, context, info) => {
    const found: Found[] = [];
    for (const { name, type } of declared) collect(type, args, name, name, undefined, found);
    // Without an identity nothing is read: the resolver refuses the request.
    if (found.length === 0 || !context.identity) return resolve(root, args, context, info);
    return replaceCodes(found, context)
      .then(() => (apart ? context.endReading() : undefined))
      .then(() => resolve(root, args, context, info));
  };
}

async function replaceCodes(found: readonly Found[], { snapshot }: RequestContext): Promise<void> {
  for (const { code, field } of found) checkText(code, field);
  const codes = (kind: Kind) => found.flatMap((one) => (one.kind === kind ? one.code : []));
  const known = await snapshot.query(findCodes, {
    skus: codes('product'),
    locationCodes: codes('location'),
  });
  const ids = new Map(known.map(({ kind, code, id }) => [`${kind} ${code}`, id]));
  for (const { kind, code, field, replace } of found) {
    const id = ids.get(`${kind === 'product' ? 'sku' : 'locationCode'} ${code}`);
    const shown = code.slice(0, LONGEST);
    if (!id)
      throw badInput(field, `There is no ${kind} ${shown}`, { code: shown }, `${kind}_unknown`);
    replace(id);
  }
}

type Holder = Record<string | number, unknown>;

function collect(
  declared: GraphQLInputType,
  holder: Holder,
  key: string | number,
  field: string,
  owner: string | undefined,
  found: Found[],
  name = String(key),
): void {
  const value = holder[key];
  if (value === null || value === undefined) return;
  const type = getNullableType(declared);
  if (isListType(type)) {
    for (const index of (value as unknown[]).keys()) {
      collect(type.ofType, value as never, index, `${field}[${index}]`, owner, found, name);
    }
  } else if (isInputObjectType(type)) {
    for (const [below, { type: fieldType }] of Object.entries(type.getFields())) {
      collect(fieldType, value as Holder, below, `${field}.${below}`, type.name, found);
    }
  } else if (getNamedType(type) === GraphQLID && typeof value === 'string' && !isId(value)) {
    const kind = kindOf(name, owner);
    if (kind) found.push({ kind, code: value, field, replace: (id) => (holder[key] = id) });
  }
}
