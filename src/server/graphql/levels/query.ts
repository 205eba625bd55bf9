import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { OperationContext } from '../context';
import { Planner, type ObjectPlan } from './plan';
import { Run, type InfoOf } from './run';

type Variables = Readonly<Record<string, unknown>>;

/** A query that is answered level by level: every field once for all objects that it is asked of. */
export class Query {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly plans = new Map<string, ObjectPlan>();
  private readonly conditions: readonly string[];

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    const fragments = document.definitions.filter(
      (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
    );
    this.fragments = new Map(fragments.map((each) => [each.name.value, each]));
    this.conditions = conditionsOf(document, operation);
  }

  /** The data; throws NotPlanned where graphql-js has to answer. */
  async run(context: OperationContext, variables: Variables): Promise<Record<string, unknown>> {
    const plan = this.planFor(variables);
    const [data] = await new Run(this.infoOf, context, variables).run(plan);
    return data as Record<string, unknown>;
  }

  /** Selections depend on variables in @skip and @include alone. */
  private planFor(variables: Variables): ObjectPlan {
    const key = this.conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let plan = this.plans.get(key);
    if (!plan) {
      plan = new Planner(this.schema, this.fragments, variables).root(this.operation);
      if (this.plans.size < MOST_PLANS) this.plans.set(key, plan);
    }
    return plan;
  }

  private infoOf: InfoOf = ({ field, nodes, parentType, key }, variables) => ({
    ...{ fieldName: field!.name, fieldNodes: nodes, returnType: field!.type, parentType },
    ...{ schema: this.schema, operation: this.operation, variableValues: variables },
    // No resolver asks for the path of a row, or for fragments.
    path: { prev: undefined, key, typename: parentType.name },
    ...{ fragments: Object.fromEntries(this.fragments), rootValue: undefined },
  });
}

/** Of each operation so many sets of included fields are kept. */
const MOST_PLANS = 16;

function conditionsOf(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const directives = JSON.stringify(document).includes('"Directive"');
  if (!directives) return [];
  return (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
}
