import type { Join } from '../database/joins';
import type { Given, KeyedStatement } from '../database/statement';
import type { RequestContext } from './context';

type Arguments = Readonly<Record<string, unknown>>;

/** The rows of a field by the keys of the rows that it is asked of, and what its value is. */
export interface Read extends Pick<Join, 'statement' | 'others'> {
  /** Columns that the value is made of, besides those that are asked for. */
  readonly needs?: readonly string[];
  /** The value for one row, from what was found for its key. */
  readonly value: (found: readonly object[], key: string, context: RequestContext) => unknown;
}

/**
 * A field that one keyed statement answers for all rows that it is asked of. A resolver declares it beside its method,
 * which answers for one row, so that a query reads it ahead, in the statement of the rows themselves.
 */
export interface Relation {
  /** The property of a row that is the key; a row without one has null. */
  readonly from: string;
  /** Undefined for arguments with which the resolver has to be called for each row. */
  readonly read: (given: Arguments) => Read | undefined;
}

/** What a resolver's method reads of its row. */
export type FieldNeeds = { readonly relation: Relation } | { readonly columns: readonly string[] };

const declared = new Map<object, Map<string, FieldNeeds>>();

/** What a method of a resolver class declares; without a declaration it may read anything. */
export function needsOf(resolver: object, method: string): FieldNeeds | undefined {
  return declared.get(resolver)?.get(method);
}

function declare(needs: FieldNeeds): MethodDecorator {
  return ({ constructor }, method) => {
    const known = declared.get(constructor) ?? new Map<string, FieldNeeds>();
    declared.set(constructor, known.set(String(method), needs));
  };
}

/** Declares that a field's method does what a relation does. */
export const Follows = (relation: Relation): MethodDecorator => declare({ relation });

/** Declares the properties of its row that a field's method reads. */
export const Needs = (...columns: string[]): MethodDecorator => declare({ columns });

type Others<Parameters, Key> = Given<Omit<Parameters, Key & keyof Parameters>>;

/** The one row of a key, or null. */
export function toOne<Parameters, Row extends object, Key extends keyof Parameters & string>(
  statement: KeyedStatement<Parameters, Row, Key>,
  from: string,
): Relation {
  return relation(statement, from, (found) => found[0] ?? null);
}

/** The one row of a foreign key, which is there. */
export function toExisting<Parameters, Row extends object, Key extends keyof Parameters & string>(
  statement: KeyedStatement<Parameters, Row, Key>,
  from: string,
): Relation {
  return relation(statement, from, (found, key) => {
    if (found[0]) return found[0];
    throw new Error(`${statement.name} found nothing for ${key}`);
  });
}

/** All rows of a key. */
export function toMany<Parameters, Row extends object, Key extends keyof Parameters & string>(
  statement: KeyedStatement<Parameters, Row, Key>,
  from: string,
  ...others: Others<Parameters, Key> extends []
    ? []
    : [(given: Arguments) => Others<Parameters, Key>[0]]
): Relation {
  return relation(statement, from, (found) => found, { others: others[0] as Options['others'] });
}

interface Options {
  readonly needs?: readonly string[];
  readonly others?: ((given: Arguments) => object) | undefined;
}

/** Something of what was found for a key. */
export function relation<Parameters, Row extends object, Key extends keyof Parameters & string>(
  statement: KeyedStatement<Parameters, Row, Key>,
  from: string,
  value: (found: readonly Row[], key: string, context: RequestContext) => unknown,
  { needs = [], others = () => ({}) }: Options = {},
): Relation {
  return {
    from,
    read: (given) => ({
      statement: statement as unknown as Join['statement'],
      others: others(given) as Arguments,
      value: value as unknown as Read['value'],
      needs,
    }),
  };
}
