import fc from 'fast-check';
import { anyDay, anyIndex, businessDate, oneIn } from '../choices';
import { WrittenAssembly } from '../documents/assemblies';
import { pickDocument } from '../next-status';
import { operation } from '../operation';
import type { Session } from '../session';
import { recordReceipt } from './record-receipt';

/** Sets from parts that others sell, move and reserve at the same time; some of a lot that may expire on another day. */
export const assemble = operation({
  kind: 'assemble',
  weight: 6,
  refusals: [
    ...['insufficient_stock', 'location_not_active', 'business_date_out_of_order'],
    'lot_expiry_differs',
  ],
  choices: fc.record({
    ...{ location: anyIndex, quantity: fc.integer({ min: 1, max: 4 }), day: anyDay },
    ...{ twice: oneIn(3), lot: fc.option(fc.nat(2), { freq: 3 }) },
  }),
  async run(session, choice) {
    const { set: productId } = session.world;
    const locationId = session.world.location(choice.location);
    const { quantity, lot } = choice;
    const batchNumber = lot === null ? undefined : `set-${lot}`;
    const input = { productId, locationId, quantity, batchNumber, ...businessDate(choice.day) };
    const { id } = await session.write('assemble_stock', input, choice.twice);
    await recordAssembly(session, id, locationId, quantity);
  },
});

/** Only while the sets are whole; one that was sold from, or reserved, is refused. */
export const voidAssembly = operation({
  kind: 'void assembly',
  weight: 3,
  refusals: [
    ...['batch_has_history', 'illegal_transition', 'reserved_exceeds_stock'],
    'movement_archived',
  ],
  choices: fc.record({ which: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, concurrent }) {
    const assembly = pickDocument(session.world.assemblies, which);
    if (!assembly) return 'idle';
    const input = { id: assembly.id, reason: 'random' };
    await session.changeStatus(assembly, 'VOIDED', 'void_assembly', input, concurrent);
    assembly.receipt.changes.push('VOIDED');
  },
});

/** Records an assembly that was acknowledged: its parts, and the receipt of its sets with their batch. */
async function recordAssembly(
  session: Session,
  id: string,
  locationId: string,
  quantity: number,
): Promise<void> {
  const { world, acknowledged } = session;
  const receipts = await session.read<{ receipt: string }>(
    'select id as receipt from inventory.receipts where tenant_id = $1 and assembly_id = $2',
    [world.tenantId, id],
  );
  const parts = await session.read<{ product: string; quantity: number }>(
    `select product_id as product, base_quantity as quantity from inventory.assembly_parts
     where tenant_id = $1 and assembly_id = $2`,
    [world.tenantId, id],
  );
  const lines = [{ productId: world.set, quantity }];
  const receipt = await recordReceipt(session, receipts[0]!.receipt, locationId, lines);
  const taken = parts.map((part) => ({ productId: part.product, quantity: Number(part.quantity) }));
  const assembly = new WrittenAssembly(id, locationId, taken, receipt);
  acknowledged.documents.set(id, assembly);
  world.assemblies.add(assembly);
}
