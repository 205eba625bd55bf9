import { Arg, Int } from 'type-graphql';
import type { Dated } from '../database/entity-reads';
import { inOrder, type Given, type Paged, type Statement } from '../database/statement';
import type { Connection, Total } from '../schema/connections';
import type { DocumentListArgs } from '../schema/list-args';
import { checkDays, DEFAULT_PAGE, MAX_PAGE } from '../input/validate';
import { pageRequest, toConnection, type PageArguments, type Scan } from '../schema/page';
import type { RequestContext } from './context';
import { reads } from './reads';
import { rowsOf } from './selected-rows';
import { atLeast, estimated, type Counted } from './total';

/** The argument `first` of a list that is only read forward. */
export const First = () =>
  Arg('first', () => Int, {
    nullable: true,
    description: `The size of the page: 1 to ${MAX_PAGE}. Default: ${DEFAULT_PAGE}.`,
  });

/** The argument `after` of a list that is only read forward. */
export const After = () =>
  Arg('after', () => String, {
    nullable: true,
    description:
      'The cursor that the page follows: `endCursor` of the page before. Default: the first page.',
  });

/** A filter; without one, or with null, everything matches. */
export type Filter<Fields> = Fields | null | undefined;

export const idOf = (node: { id: string }) => node.id;

/** How a page of a list is read. */
type Reader<Node> = (scan: Scan) => Promise<Node[]>;

/** A page of a list in the order of ids. `count` may be of its first rows only; `exact` knows how many there are. */
export async function readPage<Node extends object>(
  kind: string,
  asked: PageArguments,
  read: Reader<Node>,
  count: () => Promise<Counted>,
  keyOf: (node: Node) => string,
  exact?: () => Promise<number | null>,
): Promise<Connection<Node>> {
  const request = pageRequest(kind, asked);
  const exists = async (scan: Scan) => (await read(scan)).length > 0;
  const total = () => totalOf(read, count, keyOf, exact);
  return toConnection(request, await read(request.scan), keyOf, total, exists);
}

/** How many rows a list in the order of ids has. */
export async function totalOf<Node extends object>(
  read: Reader<Node>,
  count: () => Promise<Counted>,
  keyOf: (node: Node) => string,
  exact: () => Promise<number | null> = () => Promise.resolve(null),
): Promise<Total> {
  const counted = await count();
  if (!counted.more) return atLeast(counted);
  const known = await exact();
  if (known !== null) return { count: known, isEstimate: false };
  return estimated(counted, async (scan) => (await read(scan)).map(keyOf));
}

type Bounds = Pick<Scan, 'after' | 'before' | 'limit'>;
type ForwardBounds = Pick<Scan, 'after' | 'limit'>;

/** A list: the kind of its cursors, and the statements that read a page of it and count it. */
interface List<Where, Node, Page = Paged<Statement<Bounds & Where, Node, 'many'>>> {
  readonly kind: string;
  readonly page: Page;
  readonly count: Statement<Where, Counted, 'one'>;
  /** How many rows it has, where that is known without counting them. */
  readonly exact?: (context: RequestContext, where: Where) => Promise<number | null>;
}

/** A page of the rows of a list, in the order of their ids. */
export async function pageOf<Where extends object, Node extends { id: string }>(
  context: RequestContext,
  { kind, page, count, exact }: List<Where, Node>,
  where: NoInfer<Where>,
  asked: PageArguments,
): Promise<Connection<Node>> {
  const read = ({ descending, ...bounds }: Scan) => {
    return rowsOf(context, inOrder(page, descending), { ...where, ...bounds }, ['id']);
  };
  const counted = [where] as unknown as Given<Where>;
  return readPage(
    ...([kind, asked, read] as const),
    () => context.snapshot.query(count, ...counted),
    idOf,
    exact && (() => exact(context, where)),
  );
}

/** A page of a list whose order is not that of ids. It is only read forward. */
export async function forwardPageOf<Where extends object, Node extends { id: string }>(
  { snapshot }: RequestContext,
  list: List<Where, Node, Statement<ForwardBounds & Where, Node, 'many'>>,
  where: NoInfer<Where>,
  first: number | null | undefined,
  after: string | null | undefined,
): Promise<Connection<Node>> {
  const request = pageRequest(list.kind, { first, after });
  const given = [{ ...where, ...request.scan }] as unknown as Given<ForwardBounds & Where>;
  const counted = [where] as unknown as Given<Where>;
  const total = async () => atLeast(await snapshot.query(list.count, ...counted));
  return toConnection(request, await snapshot.query(list.page, ...given), idOf, total);
}

/** A page of an entity's rows, filtered by equality of properties and by days, in the order of their ids. */
export async function entityPage<Entity extends Dated>(
  context: RequestContext,
  kind: string,
  entity: new () => Entity,
  where: Readonly<Partial<Record<keyof Entity & string, string | null>>>,
  asked: DocumentListArgs,
): Promise<Connection<Entity>> {
  const days = daysOf(asked);
  const values: Record<string, string | null | undefined> = { ...where, ...days };
  const read = ({ descending, ...bounds }: Scan) => {
    const page = reads.page(entity, where, { ...days, ...bounds }, descending);
    return rowsOf(context, page, { ...values, ...bounds }, ['id']);
  };
  const count = () => context.snapshot.query(reads.count(entity, where, days), values);
  return readPage(kind, asked, read, count, idOf);
}

/** The checked days of a list of documents. */
export function daysOf({ from, to }: DocumentListArgs): { from: string | null; to: string | null } {
  checkDays(from ?? null, to ?? null);
  return { from: from ?? null, to: to ?? null };
}

/** Whether a filter of a product's list names another product: then the list is empty. */
export function isOfAnother(
  filter: Filter<{ productId?: string | null }>,
  productId: string,
): boolean {
  return !!filter?.productId && filter.productId.toLowerCase() !== productId;
}
