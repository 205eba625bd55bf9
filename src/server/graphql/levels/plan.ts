import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isLeafType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { zipOf, type Zip } from '../../../database/zip';
import type { FieldNeeds, Relation } from '../../../resolvers/relation';

type Variables = Readonly<Record<string, unknown>>;

/** The fields that are read of objects of one type, in the order of the answer. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** The properties of their rows that the fields read; undefined: any. */
  readonly columns: ReadonlySet<string> | undefined;
  /** Makes the objects of the answer. */
  readonly zip: Zip;
}

export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string;
  readonly parentType: GraphQLObjectType;
  /** Undefined for __typename. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly nodes: readonly FieldNode[];
  readonly relation: Relation | undefined;
  /** What is read of the objects that it gives; undefined for a leaf. */
  readonly plan: ObjectPlan | undefined;
}

/** Thrown for an operation, or a value, that graphql-js has to answer. */
export class NotPlanned extends Error {}

/** Where a field's extensions hold what its resolver reads of a row. */
export const NEEDS = 'bincardNeeds';

/** Collects the fields of an operation, fragments merged as graphql-js does. */
export class Planner {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly variables: Variables,
  ) {}

  root(operation: OperationDefinitionNode): ObjectPlan {
    const type = this.schema.getRootType(operation.operation)!;
    return this.object(type, [operation.selectionSet]);
  }

  private object(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ObjectPlan {
    const nodes = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    sets.forEach(({ selections }) => this.collect(type, selections, nodes, spread));
    const fields = [...nodes].map(([key, found]) => this.field(type, key, found));
    return { type, fields, columns: columnsOf(fields), zip: zipOf(fields.map(({ key }) => key)) };
  }

  private field(parentType: GraphQLObjectType, key: string, nodes: FieldNode[]): FieldPlan {
    const name = nodes[0]!.name.value;
    const none = { key, parentType, nodes, field: undefined, relation: undefined, plan: undefined };
    if (name === '__typename') return none;
    const field = parentType.getFields()[name];
    if (!field) throw new NotPlanned(); // introspection
    const needs = needsOf(field);
    const relation = needs && 'relation' in needs ? needs.relation : undefined;
    const type = getNamedType(field.type);
    if (isLeafType(type)) return { ...none, field, relation };
    if (!isObjectType(type) || type.isTypeOf) throw new NotPlanned();
    const sets = nodes.map(({ selectionSet }) => selectionSet!);
    return { ...none, field, relation, plan: this.object(type, sets) };
  }

  private collect(
    type: GraphQLObjectType,
    selections: readonly SelectionNode[],
    nodes: Map<string, FieldNode[]>,
    spread: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!this.isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const found = nodes.get(key);
        if (found) found.push(selection);
        else nodes.set(key, [selection]);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      if (isSpread && spread.has(selection.name.value)) continue;
      if (isSpread) spread.add(selection.name.value);
      const fragment = isSpread ? this.fragments.get(selection.name.value)! : selection;
      const on = fragment.typeCondition?.name.value;
      if (on !== undefined && on !== type.name) throw new NotPlanned();
      this.collect(type, fragment.selectionSet.selections, nodes, spread);
    }
  }

  private isIncluded(node: SelectionNode): boolean {
    if (!node.directives?.length) return true;
    const { variables } = this;
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
  }
}

export function needsOf(field: GraphQLField<unknown, unknown>): FieldNeeds | undefined {
  return field.extensions[NEEDS] as FieldNeeds | undefined;
}

function columnsOf(fields: readonly FieldPlan[]): ReadonlySet<string> | undefined {
  const columns = new Set<string>();
  for (const { field } of fields) {
    if (!field) continue;
    const needs = needsOf(field);
    if (!needs && field.resolve) return undefined;
    if (!needs) columns.add(field.name);
    else if ('relation' in needs) columns.add(needs.relation.from);
    else needs.columns.forEach((each) => columns.add(each));
  }
  return columns;
}
