import DataLoader from 'dataloader';
import type { QueryResultRow } from 'pg';
import type { Snapshot } from './snapshot';

type Row = QueryResultRow;

/**
 * Batches the look-ups of one operation: however many parents ask, each query runs once. `args` are the
 * same for all parents of a field; another set of arguments is another loader.
 */
export class Loaders {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(private readonly snapshot: Snapshot) {}

  /** The one row whose `key` column is `id`; null when there is none. */
  one<Result>(query: string, id: string, key = 'id', args: unknown[] = []): Promise<Result | null> {
    return this.loader<Result | null>(query, key, args, (rows) => (rows[0] as Result) ?? null).load(
      id,
    );
  }

  /** All rows whose `key` column is `id`, in the query's order. */
  many<Result>(query: string, id: string, key: string, args: unknown[] = []): Promise<Result[]> {
    return this.loader<Result[]>(query, key, args, (rows) => rows as unknown as Result[]).load(id);
  }

  private loader<Value>(
    query: string,
    key: string,
    args: unknown[],
    shape: (rows: Row[]) => Value,
  ): DataLoader<string, Value> {
    const name = JSON.stringify([query, key, args]);
    let loader = this.loaders.get(name);
    if (!loader) {
      loader = new DataLoader<string, unknown>(async (ids) => {
        const rows = await this.snapshot.query(query, [ids, ...args]);
        const byKey = new Map<string, Row[]>();
        for (const row of rows) {
          const group = byKey.get(row[key] as string);
          if (group) group.push(row);
          else byKey.set(row[key] as string, [row]);
        }
        return ids.map((id) => shape(byKey.get(id) ?? []));
      });
      this.loaders.set(name, loader);
    }
    return loader as DataLoader<string, Value>;
  }
}
