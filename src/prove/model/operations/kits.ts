import fc from 'fast-check';
import type { KnownKit } from '../acknowledged';
import { anyIndex, lineOf, lines, oneIn, soldLine, type LineChoice } from '../choices';
import type { Line } from '../documents/written-document';
import { operation } from '../operation';
import type { Session } from '../session';
import { versionOf, type World } from '../world';
import { recordSale, type SaleAnswer } from './sales';

/** Kits and loose goods of their components in one sale: what they share is added up. */
export const sellKit = operation({
  kind: 'sell kits',
  weight: 8,
  refusals: ['insufficient_stock', 'location_not_active'],
  choices: fc.record({
    ...{
      location: anyIndex,
      more: fc.oneof(fc.constant<LineChoice[]>([]), lines),
      twice: oneIn(3),
    },
    kits: fc.array(fc.record({ kit: anyIndex, quantity: fc.integer({ min: 1, max: 3 }) }), {
      ...{ minLength: 1, maxLength: 2 },
    }),
  }),
  async run(session, choice) {
    const { world } = session;
    const locationId = world.location(choice.location);
    const kits = choice.kits.map(({ kit, quantity }) => ({ kit: kitOf(world, kit), quantity }));
    const lines: object[] = kits.map(({ kit, quantity }) => ({ productId: kit.id, quantity }));
    lines.push(...choice.more.map((line) => soldLine(world, line)));
    const input = { locationId, lines };
    const sale = await session.write<SaleAnswer>('record_sale', input, choice.twice);
    const sold: Line[] = [];
    for (const [n, { kit, quantity }] of kits.entries()) {
      const parts = await partsOf(session, kit, sale.lines[n]!.id);
      sold.push({ productId: kit.id, quantity, parts });
    }
    sold.push(...choice.more.map((line) => lineOf(world, line)));
    recordSale(session, sale, locationId, sold);
  },
});

/** Other components for later sales, while others sell the kit. */
export const changeKit = operation({
  kind: 'change a kit',
  weight: 2,
  refusals: [],
  choices: fc.record({
    ...{ kit: anyIndex, quantities: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }) },
  }),
  async run(session, { kit: which, quantities }) {
    const { world } = session;
    const kit = kitOf(world, which);
    const components = world.products
      .map((productId, n) => ({ productId, quantity: quantities[n] ?? 0 }))
      .filter(({ quantity }) => quantity > 0);
    if (components.length === 0) return 'idle';
    kit.versions.add(versionOf(components)); // a sale may take them before this is acknowledged
    await session.call('set_kit_components', { productId: kit.id, components });
  },
});

function kitOf(world: World, index: number): KnownKit {
  return world.kits[index % world.kits.length]!;
}

/** What a sale took of a kit, which must be all that the kit had at some time. */
async function partsOf(session: Session, kit: KnownKit, saleLineId: string): Promise<Line[]> {
  const rows = await session.read<{ product: string; quantity: number }>(
    `select product_id as product, quantity from inventory.sale_line_components
     where tenant_id = $1 and sale_line_id = $2`,
    [session.world.tenantId, saleLineId],
  );
  const parts = rows.map(({ product, quantity }) => ({
    ...{ productId: product, quantity: Number(quantity) },
  }));
  if (!kit.versions.has(versionOf(parts))) {
    throw new Error(`No kit was ever put together from ${JSON.stringify(parts)}`);
  }
  return parts;
}
