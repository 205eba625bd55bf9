import type { Batch } from '../entities/batch.entity';
import type { Movement } from '../entities/movement.entity';
import type { Connection } from '../schema/connections';
import type { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { pageRequest, toConnection } from '../schema/page';
import { checkInput } from '../input/validate';
import type { RequestContext } from './context';

type First = number | null | undefined;
type After = string | null | undefined;
/** Left out, or null: no filter. */
type Filter<Fields> = Fields | null | undefined;

const idOf = (node: { id: string }) => node.id;

function batchWhere(filter: Filter<BatchFilter>): unknown[] {
  checkInput(filter ?? {}, 'filter');
  const { locationId, status, expiringBefore, batchNumber } = filter ?? {};
  return [locationId, status, expiringBefore, batchNumber].map((value) => value ?? null);
}

function movementWhere(filter: Filter<MovementFilter>): unknown[] {
  checkInput(filter ?? {}, 'filter');
  return [
    filter?.batchId,
    filter?.locationId,
    filter?.kinds,
    filter?.businessDateFrom,
    filter?.businessDateTo,
    filter?.documentId,
    filter?.actor,
  ].map((value) => value ?? null);
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
  const productId = filter?.productId ?? null;
  const values = [productId, page.after, page.limit, ...where];
  const rows = await context.snapshot.query<Batch>('batches-page', values);
  return toConnection(page, rows, idOf, async () => {
    const products = productId === null ? null : [productId];
    const counts = await context.snapshot.query('batches-count', [products, null, null, ...where]);
    return counts.reduce((sum, row) => sum + (row['count'] as number), 0);
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
  const rows =
    filter?.productId && filter.productId.toLowerCase() !== productId
      ? []
      : await context.loaders.many<Batch>('batches-by-product', productId, 'productId', [
          page.after,
          page.limit,
          ...where,
        ]);
  return toConnection(page, rows, idOf, () =>
    count(context, 'batches-count', productId, 'productId', [null, null, ...where]),
  );
}

/** A page of all movements that a filter finds. */
export async function movements(
  context: RequestContext,
  filter: Filter<MovementFilter>,
  first: First,
  after: After,
): Promise<Connection<Movement>> {
  const page = pageRequest('movement', first, after);
  const where = [filter?.productId ?? null, ...movementWhere(filter)];
  const values = [page.after, page.limit, ...where];
  const rows = await context.snapshot.query<Movement>('movements-page', values);
  return toConnection(page, rows, idOf, async () => {
    const found = await context.snapshot.query('movements-count', [null, null, ...where]);
    return found[0]!['count'] as number;
  });
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
  const rows =
    filter?.productId && filter.productId.toLowerCase() !== productId
      ? []
      : await context.loaders.many<Movement>('movements-by-product', productId, 'productId', [
          page.after,
          page.limit,
          ...where,
        ]);
  return toConnection(page, rows, idOf, () =>
    count(context, 'movements-count-by-product', productId, 'productId', [null, null, ...where]),
  );
}

/** A page of one batch's movements; the pages of many batches are one statement. */
export async function movementsOfBatch(
  context: RequestContext,
  batchId: string,
  first: First,
  after: After,
): Promise<Connection<Movement>> {
  const page = pageRequest('movement', first, after);
  const rows = await context.loaders.many<Movement>('movements-by-batch', batchId, 'batchId', [
    page.after,
    page.limit,
  ]);
  return toConnection(page, rows, idOf, () =>
    count(context, 'movements-count-by-batch', batchId, 'batchId', []),
  );
}

async function count(
  context: RequestContext,
  query: string,
  id: string,
  key: string,
  args: unknown[],
): Promise<number> {
  const row = await context.loaders.one<{ count: number }>(query, id, key, args);
  return row?.count ?? 0;
}

/** A page of the rows of `<query>-page.sql`, in the order of their ids, counted by `<query>-count.sql`. */
export async function pageOf<Node extends { id: string }>(
  context: RequestContext,
  query: string,
  where: unknown[],
  first: First,
  after: After,
): Promise<Connection<Node>> {
  const page = pageRequest(query, first, after);
  const filter = where.map((value) => value ?? null);
  const rows = await context.snapshot.query(`${query}-page`, [page.after, page.limit, ...filter]);
  return toConnection(page, rows as Node[], idOf, async () => {
    const found = await context.snapshot.query(`${query}-count`, [null, null, ...filter]);
    return found[0]!['count'] as number;
  });
}
