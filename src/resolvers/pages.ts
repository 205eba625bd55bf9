import { Arg, Int } from 'type-graphql';
import type { Given, Statement } from '../database/statement';
import type { Connection } from '../schema/connections';
import { DEFAULT_PAGE, MAX_PAGE } from '../input/validate';
import { pageRequest, toConnection } from '../schema/page';
import type { RequestContext } from './context';
import { reads } from './reads';

/** The argument `first` of every list. */
export const First = () =>
  Arg('first', () => Int, {
    nullable: true,
    description: `The size of the page: 1 to ${MAX_PAGE}. Default: ${DEFAULT_PAGE}.`,
  });

/** The argument `after` of every list. */
export const After = () =>
  Arg('after', () => String, {
    nullable: true,
    description:
      'The cursor that the page follows: `endCursor` of the page before. Default: the first page.',
  });

export type PageFirst = number | null | undefined;
export type PageAfter = string | null | undefined;

/** A filter; without one, or with null, everything matches. */
export type Filter<Fields> = Fields | null | undefined;

export const idOf = (node: { id: string }) => node.id;

interface PageParameters {
  readonly after: string | null | undefined;
  readonly limit: number;
}

/** A list: the kind of its cursors, and the statements that read a page of it and count it. */
interface List<Where, Node> {
  readonly kind: string;
  readonly page: Statement<PageParameters & Where, Node, 'many'>;
  readonly count: Statement<Where, { readonly count: number }, 'one'>;
}

/** A page of the rows of a list, in the order of their ids. */
export async function pageOf<Where extends object, Node extends { id: string }>(
  { snapshot }: RequestContext,
  { kind, page, count }: List<Where, Node>,
  where: NoInfer<Where>,
  first: PageFirst,
  after: PageAfter,
): Promise<Connection<Node>> {
  const request = pageRequest(kind, first, after);
  const { after: key, limit } = request;
  const given = [{ ...where, after: key, limit }] as unknown as Given<PageParameters & Where>;
  const rows = await snapshot.query(page, ...given);
  return toConnection(request, rows, idOf, async () => {
    const counted = await snapshot.query(count, ...([where] as unknown as Given<Where>));
    return counted.count;
  });
}

/** A page of an entity's rows, filtered by equality of properties, in the order of their ids. */
export async function entityPage<Entity extends { id: string }>(
  { snapshot }: RequestContext,
  kind: string,
  entity: new () => Entity,
  where: Readonly<Partial<Record<keyof Entity & string, string | null>>>,
  first: PageFirst,
  after: PageAfter,
): Promise<Connection<Entity>> {
  const request = pageRequest(kind, first, after);
  const { page, count } = reads.list(entity, where, request.after);
  const values: Record<string, string | null | undefined> = where;
  const { limit } = request;
  const rows = await snapshot.query(page, { ...values, after: request.after, limit });
  return toConnection(request, rows, idOf, async () => (await snapshot.query(count, values)).count);
}

/** Whether a filter of a product's list names another product: then the list is empty. */
export function isOfAnother(
  filter: Filter<{ productId?: string | null }>,
  productId: string,
): boolean {
  return !!filter?.productId && filter.productId.toLowerCase() !== productId;
}
