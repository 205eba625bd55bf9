import type { Pool } from 'pg';
import { writeTenant } from '../../database/distributed/tenants';
import { writeDocument, type DocumentFunction } from '../../database/documents';
import type { KnownBatch, KnownKit, KnownLot, KnownUnit } from './acknowledged';
import type { WrittenAssembly } from './documents/assemblies';
import type { WrittenReservation, WrittenSale } from './documents/sales';
import type {
  WrittenAdjustment,
  WrittenCount,
  WrittenOrder,
  WrittenReceipt,
  WrittenTransfer,
} from './documents/stock';
import type { Line } from './documents/written-document';
import { Recent } from './recent';

/** The actor that sets up a run's tenant and its first stock. */
export const SETUP_ACTOR = 'setup';

/** Base units in a pack, of every product. */
export const PACK = 6;

const FEW = 6;

/** What the sessions share. It is little, so that they compete for the same stock and the same documents. */
export class World {
  readonly batches = new Recent<KnownBatch>(12);
  readonly lots = new Recent<KnownLot>(FEW);
  readonly receipts = new Recent<WrittenReceipt>(FEW);
  readonly sales = new Recent<WrittenSale>(FEW);
  readonly adjustments = new Recent<WrittenAdjustment>(FEW);
  readonly transfers = new Recent<WrittenTransfer>(FEW);
  readonly counts = new Recent<WrittenCount>(3);
  readonly units = new Recent<KnownUnit>(FEW);
  readonly reservations = new Recent<WrittenReservation>(FEW);
  readonly orders = new Recent<WrittenOrder>(4);
  readonly assemblies = new Recent<WrittenAssembly>(4);

  constructor(
    readonly tenantId: string,
    /** One WAREHOUSE, two STOREFRONTs, and a QUARANTINE. */
    readonly locations: readonly string[],
    /** The last one is assembled from the first two, and received as well. */
    readonly products: readonly string[],
    /** Their components are products; they are none of `products`, since they have no stock. */
    readonly kits: readonly KnownKit[],
    readonly supplier: string,
  ) {}

  get set(): string {
    return this.products.at(-1)!;
  }

  /** Half of the time the first storefront, to make it busy. */
  location(index: number): string {
    return index % 2 === 0 ? this.locations[1]! : itemAt(this.locations, index >> 1);
  }

  /** Any location except `excluded`. */
  otherLocation(excluded: string, index: number): string {
    return itemAt(
      this.locations.filter((location) => location !== excluded),
      index,
    );
  }

  /** Half of the time the first product, to make it busy. */
  product(index: number): string {
    return index % 2 === 0 ? this.products[0]! : itemAt(this.products, index >> 1);
  }
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length]!;
}

/** Creates a tenant with its locations and products, without stock. */
export async function createWorld(
  owner: Pool,
  app: Pool,
  code: string,
  named: boolean,
): Promise<World> {
  const tenantId = await writeTenant(owner, { code, name: code, timeZone: 'UTC' });
  const identity = { tenantId, actor: SETUP_ACTOR, role: 'admin' as const };
  const create = async (name: DocumentFunction, input: object) =>
    (await writeDocument<{ id: string }>(app, identity, name, input, named)).id;
  const locations: string[] = [];
  for (const [n, kind] of ['WAREHOUSE', 'STOREFRONT', 'STOREFRONT', 'QUARANTINE'].entries()) {
    locations.push(await create('create_location', { code: `L${n}`, name: kind, kind }));
  }
  const products: string[] = [];
  for (const sku of ['A', 'B', 'C', 'D']) {
    const units = [{ code: 'pack', factor: PACK }];
    const parts = [1, 2].map((quantity, n) => ({ productId: products[n], quantity }));
    const components = sku === 'D' ? parts : undefined;
    products.push(await create('create_product', { sku, name: sku, units, components }));
  }
  const kits: KnownKit[] = [];
  // Both share the first product, which is sold most.
  for (const [sku, ...quantities] of [['SET', 1, 2] as const, ['PAIR', 2] as const]) {
    const components = quantities.map((quantity, n) => ({ productId: products[n]!, quantity }));
    const id = await create('create_product', { sku, name: sku, kind: 'KIT', components });
    kits.push({ id, versions: new Set([versionOf(components)]) });
  }
  const supplier = await create('create_supplier', { code: 'S', name: 'S', leadTimeDays: 2 });
  const sold = { supplierId: supplier, productId: products[0], unit: 'pack', price: '9.99' };
  await create('set_supplier_product', sold);
  return new World(tenantId, locations, products, kits, supplier);
}

/** The components of a kit as one text, in whichever order they are. */
export function versionOf(components: readonly Line[]): string {
  const each = components.map(({ productId, quantity }) => `${productId} ${quantity}`);
  return each.sort().join(', ');
}
