import type { GraphQLResolveInfo } from 'graphql';
import { getArgumentValues } from 'graphql/execution/values';
import type { OperationContext } from '../context';
import { complete, isPromise, then } from './complete';
import { NotPlanned, type FieldPlan, type ObjectPlan } from './plan';
import { isReadAtOnce, Joins, selectionOf } from './selection';

type Variables = Readonly<Record<string, unknown>>;
type Later<Value> = Value | Promise<Value>;

/** What a resolver may ask about a field. */
export type InfoOf = (field: FieldPlan, variables: Variables) => GraphQLResolveInfo;

/** Thrown with the error of a field of the query itself, so that it is not read again to say so. */
export class RootFailed extends NotPlanned {
  constructor(
    readonly key: string,
    readonly error: unknown,
  ) {
    super();
  }
}

/** One execution of a plan. */
export class Run {
  private readonly joins: Joins;
  private roots = 0;

  constructor(
    private readonly infoOf: InfoOf,
    private readonly context: OperationContext,
    private readonly variables: Variables,
  ) {
    this.joins = new Joins(variables);
  }

  run(plan: ObjectPlan): Later<unknown[]> {
    this.roots = plan.fields.filter(({ field }) => field).length;
    return this.objects(plan, [undefined], true);
  }

  private objects = (
    plan: ObjectPlan,
    sources: readonly unknown[],
    isRoot = false,
  ): Later<unknown[]> => {
    const columns = each(plan.fields, (field) => this.column(field, sources, isRoot));
    const zip = (found: readonly (readonly unknown[])[]) => plan.zip(found, sources.length);
    return columns.some(isPromise)
      ? Promise.all(columns as Promise<unknown[]>[]).then(zip)
      : zip(columns as unknown[][]);
  };

  private column(field: FieldPlan, sources: readonly unknown[], isRoot: boolean): Later<unknown[]> {
    if (!field.field) return sources.map(() => field.parentType.name);
    if (sources.length === 0) return [];
    const found = isRoot ? this.root(field) : this.values(field, sources);
    return then(found, (values) => complete(field.field!.type, values, field.plan, this.objects));
  }

  /** A field of the query itself: its resolver reads what is selected of its rows. */
  private root(field: FieldPlan): Later<unknown[]> {
    // What is wrong below is no failure of this field.
    const given = getArgumentValues(field.field!, field.nodes[0]!, this.variables);
    const isLast = this.roots === 1 && isReadAtOnce(field, given, this.joins);
    const selection = { ...selectionOf(field, this.joins.of), isLast };
    const context = this.context.selecting(selection);
    const info = this.infoOf(field, this.variables);
    const failed = (error: unknown) => {
      throw new RootFailed(field.key, error);
    };
    try {
      const value: unknown = field.field!.resolve!(undefined, given, context, info);
      return isPromise(value) ? value.then((found) => [found], failed) : [value];
    } catch (error) {
      return failed(error);
    }
  }

  private values(field: FieldPlan, sources: readonly unknown[]): Later<readonly unknown[]> {
    const { name, resolve } = field.field!;
    if (!resolve) {
      return each(sources, (source) => {
        const value = (source as Record<string, unknown>)[name];
        return typeof value === 'function' ? this.call(field, source, value as Method) : value;
      });
    }
    const join = this.joins.of(field);
    if (!join) {
      const given = () => getArgumentValues(field.field!, field.nodes[0]!, this.variables);
      const info = this.infoOf(field, this.variables);
      return each(sources, (source) => resolve(source, given(), this.context, info));
    }
    const keys = sources.map((source) => (source as Record<string, unknown>)[join.from] ?? null);
    const known = keys.filter((key) => key !== null);
    if (known.length === 0) return keys;
    return then(this.context.loaders.joined.joins(join, known), (found) =>
      keys.map((key) =>
        key === null
          ? null
          : join.value(found.get(key) ?? [], key as string, this.context as never),
      ),
    );
  }

  /** As the default resolver of graphql-js. */
  private call(field: FieldPlan, source: unknown, method: Method): unknown {
    const given = getArgumentValues(field.field!, field.nodes[0]!, this.variables);
    return method.call(source, given, this.context, this.infoOf(field, this.variables));
  }
}

type Method = (given: object, context: OperationContext, info: GraphQLResolveInfo) => unknown;

/** As map. Where one throws, the promises of those before it are settled without anybody who waits. */
function each<Item, Value>(items: readonly Item[], map: (item: Item) => Value): Value[] {
  const values: Value[] = [];
  try {
    for (const item of items) values.push(map(item));
    return values;
  } catch (error) {
    for (const value of values) if (isPromise(value)) value.catch(() => undefined);
    throw error;
  }
}
