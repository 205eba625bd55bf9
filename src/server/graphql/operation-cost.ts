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

/** What a list without pages is taken for: the lines of a document, the locations of a product. */
const PLAIN_LIST = 10;
/** What a report without pages is taken for, which a query asks for itself: it is long where the shop is. */
const REPORT = MAX_PAGE;
/** Lists without pages of what somebody sets up by hand: not long anywhere. */
const SET_UP_BY_HAND = ['syncSources'];
/** These read the whole ledger, whatever they answer with. */
const WHOLE_LEDGER = ['integrityRules', 'compareStock', 'reconcile'];
const WHOLE_LEDGER_COST = 5_000;
/** A count reads what the page does not. */
const COUNT_COST = 10;
/** The arguments that say how long the list below is. */
const PAGE_ARGUMENTS = ['first', 'limit'];

type Variables = Record<string, unknown>;

/**
 * About how many objects an operation answers with at most: each object is 1, and a list is what it holds
 * times its length, so lists in lists multiply. It is known before anything is read. Introspection is free.
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
  // A fragment is counted once for each length of the list above it, however often it is spread.
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
      return field.name === 'totalCount' ? COUNT_COST : 0;
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

/** How long a page is asked to be; undefined for a field that has none. */
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
  // What is out of its range is refused by the list itself, which names the argument.
  return typeof length === 'number' ? Math.min(Math.max(length, 1), MAX_PAGE) : DEFAULT_PAGE;
}
