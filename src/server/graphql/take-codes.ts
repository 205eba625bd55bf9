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

// Wherever the schema takes the id of a product or a location, it takes a code too: a SKU, a barcode, a location's code. So it
// does for a supplier (its code), a purchase order and a sale (their numbers). The codes are replaced by ids here, before a
// resolver sees its arguments. What looks like an id (a UUID) is one. Where an input has a unit as well and none is given, it is
// the unit that carries the code: one scanned tray is one tray.

const NAMED: readonly (readonly [Coded, RegExp])[] = [
  ['product', /(^p|P)roductIds?$/],
  ['location', /(^l|L)ocationIds?$|^quarantineOfId$/],
  ['supplier', /^supplierId$/],
  ['purchase order', /^purchaseOrderId$/],
  ['sale', /^saleId$/],
];

/** What an `id` is of: by the input type that has it, or the field whose argument it is. */
const OWNED: Readonly<Record<string, Coded>> = {
  ...{ UpdateProductInput: 'product', UpdateLocationInput: 'location' },
  ...{ UpdateSupplierInput: 'supplier', voidSale: 'sale' },
  ...{ placePurchaseOrder: 'purchase order', expectPurchaseOrder: 'purchase order' },
  ...{ closePurchaseOrderShort: 'purchase order', cancelPurchaseOrder: 'purchase order' },
};

/** What an input field or argument of type ID names; undefined for the id of something else. */
export function kindOf(name: string, owner?: string): Coded | undefined {
  if (name === 'id') return owner === undefined ? undefined : OWNED[owner];
  return NAMED.find(([, pattern]) => pattern.test(name))?.[0];
}

const TAKES: Readonly<Record<Coded, string>> = {
  product: 'An id, or a code of a product.',
  location: "An id, or a location's code.",
  supplier: "An id, or a supplier's code.",
  'purchase order': "An id, or a purchase order's number.",
  sale: "An id, or a sale's receipt number.",
};

const UNIT_OF_CODE =
  'Where `productId` is a code of another unit, such as the barcode of a tray, that unit is the default.';

/** Refuses a caller who may not ask for a field, such as `Mutation.recordSale`. */
type CheckCaller = (context: RequestContext, field: string) => void;

/**
 * Lets every field of a schema that takes the id of what has a code or a number take that. Fields that are given ids are
 * resolved as before, without a promise more. `checkCaller` is asked before a code is looked up: nobody learns which codes
 * there are from a field that they may not ask for.
 */
export function takeCodes(schema: GraphQLSchema, checkCaller: CheckCaller): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { args: declared, resolve, subscribe } = field;
      if (declared.length === 0) continue;
      declared.forEach((argument) => describe(argument, field.name));
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
  place.description = [place.description, TAKES[kind]].filter(Boolean).join(' ');
}

/** What a request has where ids are expected. */
interface Found {
  readonly codes: CodeForId[];
  /** The lists that hold codes: each is checked for its length before they are looked up. */
  readonly lists: { list: unknown[]; name: string; field: string }[];
}

/** Whether arguments hold a code where an id is expected. */
export function hasCodes(...given: Parameters<typeof codesIn>): boolean {
  return codesIn(...given).codes.length > 0;
}

function codesIn(declared: readonly GraphQLArgument[], args: Holder, fieldName: string): Found {
  const found: Found = { codes: [], lists: [] };
  for (const { name, type } of declared) collect(type, args, name, name, fieldName, found);
  return found;
}

type Resolve = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

function withIds(
  declared: readonly GraphQLArgument[],
  resolve: Resolve,
  checkCaller: (context: RequestContext) => void,
  apart: boolean,
): Resolve {
  return (root, args, context, info) => {
    const found = codesIn(declared, args, info.fieldName);
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
  owner: GraphQLInputObjectType | string,
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
    const ofInput = typeof owner !== 'string';
    const kind = kindOf(name, ofInput ? owner.name : owner);
    const takesUnit = ofInput && 'unit' in owner.getFields();
    const replace = (id: string, unit?: string) => {
      holder[key] = id;
      if (takesUnit && unit !== undefined) holder['unit'] ??= unit;
    };
    if (kind) found.codes.push({ kind, code: value, field, replace });
  }
}
