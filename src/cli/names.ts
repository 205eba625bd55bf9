import type { Snapshot } from '../database/snapshot';
import { names as namesOfIds } from '../database/queries/tenants';

interface Ids {
  readonly productId?: string | null;
  readonly locationId?: string | null;
  readonly batchId?: string | null;
}

/** The SKU, location code and batch number of a row. */
export interface Names {
  readonly sku: string | null;
  readonly locationCode: string | null;
  readonly batchNumber: string | null;
}

/** Rows with the SKU, location code and batch number of their ids; an id that no longer exists stands for itself. */
export async function withNames<Row extends Ids>(
  snapshot: Snapshot,
  rows: readonly Row[],
): Promise<(Row & Names)[]> {
  const ids = (key: keyof Ids) => [...new Set(rows.flatMap((row) => row[key] ?? []))];
  const found = await snapshot.query(namesOfIds, {
    productIds: ids('productId'),
    locationIds: ids('locationId'),
    batchIds: ids('batchId'),
  });
  const names = new Map(found.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null | undefined) => (id ? (names.get(id) ?? id) : null);
  return rows.map((row) => ({
    ...row,
    sku: nameOf(row.productId),
    locationCode: nameOf(row.locationId),
    batchNumber: nameOf(row.batchId),
  }));
}
