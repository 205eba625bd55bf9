import { batchesByProduct, batchesCount, batchesPage } from '../database/queries/batches';
import {
  movementsByBatch,
  movementsByProduct,
  movementsCount,
  movementsCountByBatch,
  movementsCountByProduct,
  movementsPage,
} from '../database/queries/movements';
import type { Given, Statement } from '../database/statement';
import type { Batch } from '../entities/batch.entity';
import type { Movement } from '../entities/movement.entity';
import type { Connection } from '../schema/connections';
import type { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { pageRequest, toConnection } from '../schema/page';
import { checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { reads } from './reads';

type First = number | null | undefined;
type After = string | null | undefined;
/** Left out, or null: no filter. */
type Filter<Fields> = Fields | null | undefined;

const idOf = (node: { id: string }) => node.id;

function batchWhere(filter: Filter<BatchFilter>) {
  checkInput(filter ?? {}, 'filter');
  return {
    locationId: filter?.locationId,
    status: filter?.status,
    expiringBefore: filter?.expiringBefore,
    batchNumber: filter?.batchNumber,
  };
}

function movementWhere(filter: Filter<MovementFilter>) {
  checkInput(filter ?? {}, 'filter');
  return {
    batchId: filter?.batchId,
    locationId: filter?.locationId,
    kinds: filter?.kinds,
    from: filter?.businessDateFrom,
    to: filter?.businessDateTo,
    documentId: filter?.documentId,
    actor: filter?.actor,
  };
}

/** A page of all batches that a filter finds. */
export async function batches(
  context: RequestContext,
  filter: Filter<BatchFilter>,
  first: First,
  after: After,
): Promise<Connection<Batch>> {
  const page = pageRequest('batch', first, after);
  const where = batchWhere(filter);
  const productId = filter?.productId;
  const { limit } = page;
  const rows = await context.snapshot.query(batchesPage, {
    ...{ productId, after: page.after, limit },
    ...where,
  });
  return toConnection(page, rows, idOf, async () => {
    const productIds = productId ? [productId] : null;
    const counts = await context.snapshot.query(batchesCount, { productIds, ...where });
    return counts.reduce((sum, { count }) => sum + count, 0);
  });
}

/** A page of one product's batches; the pages of many products are one statement. */
export async function batchesOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<BatchFilter>,
  first: First,
  after: After,
): Promise<Connection<Batch>> {
  const page = pageRequest('batch', first, after);
  const where = batchWhere(filter);
  const { limit } = page;
  const rows = isOfAnother(filter, productId)
    ? []
    : await context.loaders.many(batchesByProduct, productId, {
        ...{ after: page.after, limit },
        ...where,
      });
  return toConnection(page, rows, idOf, async () => {
    const counted = await context.loaders.one(batchesCount, productId, where);
    return counted?.count ?? 0;
  });
}

/** A page of all movements that a filter finds. */
export async function movements(
  context: RequestContext,
  filter: Filter<MovementFilter>,
  first: First,
  after: After,
): Promise<Connection<Movement>> {
  const where = { ...movementWhere(filter), productId: filter?.productId };
  const list = { kind: 'movement', page: movementsPage, count: movementsCount };
  return pageOf(context, list, where, first, after);
}

/** A page of one product's movements; the pages of many products are one statement. */
export async function movementsOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<MovementFilter>,
  first: First,
  after: After,
): Promise<Connection<Movement>> {
  const page = pageRequest('movement', first, after);
  const where = movementWhere(filter);
  const { limit } = page;
  const rows = isOfAnother(filter, productId)
    ? []
    : await context.loaders.many(movementsByProduct, productId, {
        ...{ after: page.after, limit },
        ...where,
      });
  return toConnection(page, rows, idOf, async () => {
    const counted = await context.loaders.one(movementsCountByProduct, productId, where);
    return counted?.count ?? 0;
  });
}

/** A page of one batch's movements; the pages of many batches are one statement. */
export async function movementsOfBatch(
  context: RequestContext,
  batchId: string,
  first: First,
  after: After,
): Promise<Connection<Movement>> {
  const page = pageRequest('movement', first, after);
  const { limit } = page;
  const rows = await context.loaders.many(movementsByBatch, batchId, { after: page.after, limit });
  return toConnection(page, rows, idOf, async () => {
    const counted = await context.loaders.one(movementsCountByBatch, batchId);
    return counted?.count ?? 0;
  });
}

/** A product's list can be filtered by a product too; by another one it is empty. */
function isOfAnother(filter: Filter<{ productId?: string | null }>, productId: string): boolean {
  return !!filter?.productId && filter.productId.toLowerCase() !== productId;
}

interface PageParameters {
  readonly after: string | null | undefined;
  readonly limit: number;
}

/** A list: what its cursors are of, the statement that gives a page of it, and the one that counts it. */
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
  first: First,
  after: After,
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

/** A page of an entity, filtered by properties that have to be equal, in the order of the ids. */
export async function entityPage<Entity extends { id: string }>(
  { snapshot }: RequestContext,
  kind: string,
  entity: new () => Entity,
  where: Readonly<Partial<Record<keyof Entity & string, string | null>>>,
  first: First,
  after: After,
): Promise<Connection<Entity>> {
  const request = pageRequest(kind, first, after);
  const { page, count } = reads.list(entity, where, request.after);
  const values: Record<string, string | null | undefined> = where;
  const { limit } = request;
  const rows = await snapshot.query(page, { ...values, after: request.after, limit });
  return toConnection(request, rows, idOf, async () => (await snapshot.query(count, values)).count);
}
