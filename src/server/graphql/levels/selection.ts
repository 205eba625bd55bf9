import { getArgumentValues } from 'graphql/execution/values';
import type { Join, Selection } from '../../../database/joins';
import { hasCodes } from '../take-codes';
import type { FieldPlan, ObjectPlan } from './plan';

type Variables = Readonly<Record<string, unknown>>;

/** A relation of a plan with the arguments of this request. */
export interface PlannedJoin extends Join {
  readonly value: (found: readonly object[], key: string, context: never) => unknown;
}

/** What the rows of a field are used for: those that it gives, or the nodes of its connection. */
export function selectionOf(
  field: FieldPlan,
  joinOf: (field: FieldPlan) => Join | undefined,
): Selection {
  const plans = rowPlans(field.plan);
  const all = plans.some(({ columns }) => columns === undefined);
  return {
    columns: all ? undefined : new Set(plans.flatMap(({ columns }) => [...columns!])),
    joins: plans.flatMap(({ fields }) => fields.flatMap((each) => joinOf(each) ?? [])),
  };
}

/** What of a page is known when its rows are read, by the argument without which it is. */
const KNOWN_WITHOUT: Record<string, string | undefined> = {
  ...{ startCursor: '', endCursor: '', hasNextPage: 'before', hasPreviousPage: 'after' },
};

/** Whether everything below a field is read with its rows. */
export function isReadAtOnce(field: FieldPlan, given: Variables, joins: Joins): boolean {
  return (field.plan?.fields ?? []).every((each) => {
    const name = each.field?.name;
    if (name === undefined) return true;
    if (each.parentType.name === 'PageInfo') return (given[KNOWN_WITHOUT[name]!] ?? null) === null;
    if (name.startsWith('totalCount')) return false;
    const join = joins.of(each);
    if (each.field!.resolve && !join) return false;
    return isReadAtOnce(each, join ? joins.argumentsOf(each) : given, joins);
  });
}

function rowPlans(plan: ObjectPlan | undefined): ObjectPlan[] {
  if (!plan) return [];
  if (!plan.type.name.endsWith('Connection')) return [plan];
  return plan.fields.flatMap((field) => {
    if (field.field?.name === 'nodes') return rowPlans(field.plan);
    if (field.field?.name !== 'edges') return [];
    return field.plan!.fields.flatMap((each) =>
      each.field?.name === 'node' ? rowPlans(each.plan) : [],
    );
  });
}

/** The joins of one operation: each field's arguments are read once. */
export class Joins {
  private readonly known = new Map<FieldPlan, PlannedJoin | undefined>();

  constructor(private readonly variables: Variables) {}

  /** Undefined for a field whose resolver has to be called for each row. */
  of = (field: FieldPlan): PlannedJoin | undefined => {
    if (!field.relation) return undefined;
    if (!this.known.has(field)) this.known.set(field, this.read(field));
    return this.known.get(field);
  };

  argumentsOf(plan: FieldPlan): Variables {
    return getArgumentValues(plan.field!, plan.nodes[0]!, this.variables);
  }

  private read(plan: FieldPlan): PlannedJoin | undefined {
    const field = plan.field!;
    const given = this.argumentsOf(plan);
    if (hasCodes(field.args, given, field.name)) return undefined;
    const read = plan.relation!.read(given);
    if (!read) return undefined;
    const { columns, joins } = selectionOf(plan, this.of);
    const used = columns && new Set([...columns, ...(read.needs ?? [])]);
    return { ...read, from: plan.relation!.from, columns: used, joins };
  }
}
