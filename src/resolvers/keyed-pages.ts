import type { AnyKeyed } from '../database/joins';
import { inOrder, type Given, type KeyedStatement, type Paged } from '../database/statement';
import type { Connection } from '../schema/connections';
import { pageRequest, toConnection, type PageArguments, type Scan } from '../schema/page';
import type { RequestContext } from './context';
import { idOf, readPage, totalOf } from './pages';
import type { Relation } from './relation';
import type { Counted } from './total';

/** A list of each key: the statements that read pages of it for many keys at once and count it for them. */
export interface KeyedList {
  readonly kind: string;
  /** Undefined where it has no rows. */
  readonly page: Paged<AnyKeyed> | undefined;
  readonly count: AnyKeyed;
  /** How many rows the list of a key has, where that is known without counting them. */
  readonly exact?: (context: RequestContext, key: string, where: object) => Promise<number | null>;
}

export const withoutRows = (list: KeyedList): KeyedList => ({ ...list, page: undefined });

/** A page of the list of one key. Pages of many keys are read in one statement. */
export function pageOfKey<Node extends { id: string }>(
  context: RequestContext,
  list: KeyedList,
  key: string,
  where: object,
  asked: PageArguments,
): Promise<Connection<Node>> {
  const { read, count, exact } = readsOfKey<Node>(context, list, key, where);
  return readPage(list.kind, asked, read, count, idOf, exact);
}

/** The relation to such pages, of rows whose `from` is the key. */
export function toPage(
  list: KeyedList & { readonly page: Paged<AnyKeyed> },
  from: string,
  whereOf: (given: Readonly<Record<string, unknown>>) => object | undefined,
): Relation {
  return {
    from,
    read: (given) => {
      const request = pageRequest(list.kind, given);
      const where = whereOf(given);
      if (!where) return undefined;
      const { descending, ...bounds } = request.scan;
      return {
        ...{ statement: inOrder(list.page, descending), others: { ...bounds, ...where } },
        needs: ['id'],
        value: (found, key, context) => {
          const { read, count, exact } = readsOfKey<{ id: string }>(context, list, key, where);
          const exists = async (scan: Scan) => (await read(scan)).length > 0;
          const total = () => totalOf(read, count, idOf, exact);
          return toConnection(request, found as { id: string }[], idOf, total, exists);
        },
      };
    },
  };
}

/** Without the types of its parameters and rows, which those who declare the list know. */
const keyed = (statement: AnyKeyed) => statement as KeyedStatement<never, object, never>;

function readsOfKey<Node>(context: RequestContext, list: KeyedList, key: string, where: object) {
  const { loaders } = context;
  const given = (more: object) => [more] as unknown as Given<never>;
  return {
    read: async ({ descending, ...bounds }: Scan) => {
      const page = list.page && inOrder(list.page, descending);
      const found = page
        ? await loaders.many(keyed(page), key, ...given({ ...bounds, ...where }))
        : [];
      return found as unknown[] as Node[];
    },
    count: async () => {
      const found = await loaders.one(keyed(list.count), key, ...given(where));
      return (found as Counted | null) ?? { count: 0, more: false };
    },
    exact: () => list.exact?.(context, key, where) ?? Promise.resolve(null),
  };
}
