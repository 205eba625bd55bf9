import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { DEFAULT_PAGE, MAX_PAGE } from '../../input/validate';

/** Assumed length of a list without pages, such as a document's lines or a product's locations. */
const PLAIN_LIST = 10;
/** Assumed length of a report, which a query returns whole: it grows with the shop. */
const REPORT = MAX_PAGE;
/** Lists without pages whose items are set up by hand, so they stay short. */
const SET_UP_BY_HAND = ['syncSources'];
/** Fields that read the whole ledger, however short their answer is. */
const WHOLE_LEDGER = ['integrityRules', 'compareStock', 'reconcile', 'verifyLedger'];
const WHOLE_LEDGER_COST = 5_000;
/** A count reads more than the page beside it. */
const COUNT_COST = 10;
/** The arguments that limit the length of the list. */
const PAGE_ARGUMENTS = ['first', 'limit'];

type Variables = Record<string, unknown>;

/**
 * An estimate, made before anything is read, of the most objects that an operation can return: an object counts 1,
 * a list its length times the cost of an item, so nested lists multiply. Introspection is free.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables = {},
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  // The cost of a fragment by its name and the length of the list above it: each is worked out once.
  const known = new Map<string, number>();

  const selectionCost = (
    { selections }: SelectionSetNode,
    type: GraphQLObjectType,
    page: number | undefined,
  ): number => {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) cost += fieldCost(selection, type, page);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        cost += selectionCost(selection.selectionSet, type, page);
      } else cost += fragmentCost(selection.name.value, type, page);
    }
    return cost;
  };

  const fragmentCost = (name: string, type: GraphQLObjectType, page: number | undefined) => {
    const key = `${name} ${page}`;
    let cost = known.get(key);
    if (cost === undefined) {
      cost = selectionCost(fragments.get(name)!.selectionSet, type, page);
      known.set(key, cost);
    }
    return cost;
  };

  const fieldCost = (node: FieldNode, parent: GraphQLObjectType, page: number | undefined) => {
    const field = parent.getFields()[node.name.value];
    if (!field) return 0; // introspection
    const type = getNamedType(field.type);
    if (!isObjectType(type) || !node.selectionSet) {
      return field.name.startsWith('totalCount') ? COUNT_COST : 0;
    }
    const length = pageLength(node, field, operation, variables) ?? page;
    const reading = parent === root && WHOLE_LEDGER.includes(field.name) ? WHOLE_LEDGER_COST : 0;
    if (!isListType(getNullableType(field.type))) {
      return reading + 1 + selectionCost(node.selectionSet, type, length);
    }
    const few = SET_UP_BY_HAND.includes(field.name) ? DEFAULT_PAGE : REPORT;
    const unpaged = parent === root ? few : PLAIN_LIST;
    const each = 1 + selectionCost(node.selectionSet, type, undefined);
    return reading + (length ?? unpaged) * each;
  };

  const root = schema.getRootType(operation.operation);
  return root ? selectionCost(operation.selectionSet, root, undefined) : 0;
}

/** The requested length of a page; undefined for a field without pages. */
function pageLength(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  operation: OperationDefinitionNode,
  variables: Variables,
): number | undefined {
  const argument = field.args.find(({ name }) => PAGE_ARGUMENTS.includes(name));
  if (!argument) return undefined;
  const value = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
  let length: unknown;
  if (value?.kind === Kind.INT) length = Number(value.value);
  if (value?.kind === Kind.VARIABLE) {
    const name = value.name.value;
    const declared = operation.variableDefinitions?.find(
      ({ variable }) => variable.name.value === name,
    )?.defaultValue;
    length = variables[name] ?? (declared?.kind === Kind.INT ? Number(declared.value) : undefined);
  }
  // The list itself refuses a length out of range, and names the argument.
  return typeof length === 'number' ? Math.min(Math.max(length, 1), MAX_PAGE) : DEFAULT_PAGE;
}
