import type { Pool } from 'pg';
import { writeDocument, type DocumentFunction } from '../../database/documents';
import type { KnownBatch } from './acknowledged';
import type {
  WrittenAdjustment,
  WrittenCount,
  WrittenReceipt,
  WrittenReservation,
  WrittenSale,
  WrittenTransfer,
} from './documents';
import { Recent } from './recent';

/** Base units in a pack, of every product. */
export const PACK = 6;

const FEW = 6;

/** What the sessions share: few products and places, and the newest batches and documents. */
export class World {
  readonly batches = new Recent<KnownBatch>(12);
  readonly receipts = new Recent<WrittenReceipt>(FEW);
  readonly sales = new Recent<WrittenSale>(FEW);
  readonly adjustments = new Recent<WrittenAdjustment>(FEW);
  readonly transfers = new Recent<WrittenTransfer>(FEW);
  readonly counts = new Recent<WrittenCount>(3);
  readonly reservations = new Recent<WrittenReservation>(FEW);

  constructor(
    readonly tenantId: string,
    /** One WAREHOUSE, then two STOREFRONTs. */
    readonly locations: readonly string[],
    readonly products: readonly string[],
  ) {}

  /** Often the first storefront, so that the sessions meet there. */
  location(die: number): string {
    return die % 2 === 0 ? this.locations[1]! : roll(this.locations, die >> 1);
  }

  /** One of the other two. */
  otherLocation(than: string, die: number): string {
    return roll(
      this.locations.filter((location) => location !== than),
      die,
    );
  }

  /** Often the first one. */
  product(die: number): string {
    return die % 2 === 0 ? this.products[0]! : roll(this.products, die >> 1);
  }
}

function roll<Item>(items: readonly Item[], die: number): Item {
  return items[die % items.length]!;
}

/** Makes a tenant of its own with its places and products, and no stock. */
export async function openWorld(owner: Pool, app: Pool, code: string): Promise<World> {
  const { rows } = await owner.query<{ id: string }>(
    'select inventory.create_tenant($1, $1) as id',
    [code],
  );
  const tenantId = rows[0]!.id;
  const identity = { tenantId, actor: 'opener', role: 'admin' as const };
  const make = async (name: DocumentFunction, input: object) =>
    (await writeDocument<{ id: string }>(app, identity, name, input)).id;
  const locations: string[] = [];
  for (const [place, kind] of ['WAREHOUSE', 'STOREFRONT', 'STOREFRONT'].entries()) {
    locations.push(await make('create_location', { code: `L${place}`, name: kind, kind }));
  }
  const products: string[] = [];
  for (const sku of ['A', 'B', 'C']) {
    const units = [{ code: 'pack', factor: PACK }];
    products.push(await make('create_product', { sku, name: sku, units }));
  }
  return new World(tenantId, locations, products);
}
