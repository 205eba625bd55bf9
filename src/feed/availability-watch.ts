import type { Pool } from 'pg';
import { stockByProduct } from '../database/queries/stock';
import { Snapshot } from '../database/snapshot';
import type { StockLevel } from '../entities/stock-level.entity';

/** What a subscriber watches, and whom to tell. */
interface Watcher {
  readonly productIds: readonly string[];
  readonly tell: (levels: readonly StockLevel[]) => void;
}

/**
 * Reads the stock of the products that are watched, on behalf of all subscribers: one query per tenant and tick, and none
 * while nobody watches. It reads figures and follows no records, because what is available changes without one too: when a
 * reservation or a batch expires.
 */
export class AvailabilityWatch {
  private readonly tenants = new Map<string, Set<Watcher>>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly namedStatements: boolean,
    private readonly intervalMs: number,
  ) {}

  /** Tells the levels of some products at every tick, the first time at once, until the returned function is called. */
  watch(tenantId: string, watcher: Watcher): () => void {
    const watchers = this.tenants.get(tenantId) ?? new Set();
    this.tenants.set(tenantId, watchers);
    watchers.add(watcher);
    if (!this.closed) this.timer ??= setTimeout(() => void this.tick(), 0).unref();
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.tenants.get(tenantId) === watchers) {
        this.tenants.delete(tenantId);
      }
    };
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async tick(): Promise<void> {
    await Promise.all([...this.tenants].map(([id, watchers]) => this.read(id, watchers)));
    const again = this.tenants.size > 0 && !this.closed;
    this.timer = again ? setTimeout(() => void this.tick(), this.intervalMs).unref() : undefined;
  }

  private async read(tenantId: string, watchers: Set<Watcher>): Promise<void> {
    const productIds = [...new Set([...watchers].flatMap((watcher) => watcher.productIds))];
    const snapshot = new Snapshot(this.pool, tenantId, this.namedStatements);
    try {
      const levels = await snapshot.query(stockByProduct, { productIds, locationId: null });
      for (const { productIds: wanted, tell } of watchers) {
        tell(levels.filter(({ productId }) => wanted.includes(productId)));
      }
    } catch {
      // The database is unavailable: the next tick tries again.
    } finally {
      await snapshot.end();
    }
  }
}
