import {
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLLeafType,
  type GraphQLNullableType,
  type GraphQLOutputType,
} from 'graphql';
import { NotPlanned, type ObjectPlan } from './plan';

type Later<Value> = Value | Promise<Value>;

/** Completes the objects of one level. */
export type CompleteObjects = (plan: ObjectPlan, sources: readonly unknown[]) => Later<unknown[]>;

/**
 * Turns what a field's resolver gave for all objects of a level into what the answer shows. Throws NotPlanned for a
 * value that is an error: graphql-js then says which.
 */
export function complete(
  type: GraphQLOutputType,
  values: readonly unknown[],
  plan: ObjectPlan | undefined,
  objects: CompleteObjects,
): Later<unknown[]> {
  const required = isNonNullType(type);
  const shown: GraphQLNullableType = required ? type.ofType : type;
  if (isLeafType(shown)) {
    const leaves = completeLeaves(shown, values, required);
    if (leaves) return leaves;
  }
  let without = 0;
  for (const value of values) {
    if (isPromise(value)) {
      return Promise.all(values).then((settled) => complete(type, settled, plan, objects));
    }
    if (value === null || value === undefined) without++;
  }
  if (required && without > 0) throw new NotPlanned();
  if (isListType(shown)) return lists(shown.ofType as GraphQLOutputType, values, plan, objects);
  if (without === 0) return objects(plan!, values);
  const found = values.filter((value) => value !== null && value !== undefined);
  return then(objects(plan!, found), (completed) => {
    let next = 0;
    return values.map((value) =>
      value === null || value === undefined ? null : completed[next++],
    );
  });
}

/** Undefined where one is a promise. */
function completeLeaves(
  type: GraphQLLeafType,
  values: readonly unknown[],
  required: boolean,
): unknown[] | undefined {
  const leaves = new Array<unknown>(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) {
      if (required) throw new NotPlanned();
      leaves[row] = null;
      continue;
    }
    if (isPromise(value)) return undefined;
    const leaf: unknown = type.serialize(value);
    if (leaf === null || leaf === undefined) throw new NotPlanned();
    leaves[row] = leaf;
  }
  return leaves;
}

/** The items of all lists are completed together. */
function lists(
  type: GraphQLOutputType,
  values: readonly unknown[],
  plan: ObjectPlan | undefined,
  objects: CompleteObjects,
): Later<unknown[]> {
  const items: unknown[] = [];
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) throw new NotPlanned();
    for (const item of value) items.push(item);
  }
  return then(complete(type, items, plan, objects), (completed) => {
    let next = 0;
    return values.map((value) =>
      Array.isArray(value) ? completed.slice(next, (next += value.length)) : null,
    );
  });
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value;
}

/** As Promise.prototype.then, at once for what is no promise. */
export function then<Value, Result>(
  value: Later<Value>,
  next: (value: Value) => Later<Result>,
): Later<Result> {
  return isPromise(value) ? value.then(next) : next(value);
}
