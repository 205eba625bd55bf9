import type { KnownLot } from '../acknowledged';
import { WrittenReceipt } from '../documents/stock';
import type { Line } from '../documents/written-document';
import type { Session } from '../session';

interface Received {
  readonly id: string;
  readonly product: string;
  readonly intake: number;
  readonly lot: string;
  readonly number: string;
}

/** Records a receipt that was acknowledged, and its batches. */
export async function recordReceipt(
  session: Session,
  receiptId: string,
  locationId: string,
  lines: readonly Line[],
): Promise<WrittenReceipt> {
  const { world, acknowledged } = session;
  const receipt = new WrittenReceipt(receiptId, locationId, lines);
  acknowledged.documents.set(receiptId, receipt);
  world.receipts.add(receipt);
  const batches = await session.read<Received>(
    `select id, product_id as product, quantity * factor as intake, lot_id as lot, batch_number as number from inventory.batches
     where tenant_id = $1 and receipt_id = $2 order by line_number`,
    [world.tenantId, receiptId],
  );
  for (const { id, product, intake, lot: lotId, number } of batches) {
    const made = { id: lotId, productId: product, number, hold: null };
    const lot: KnownLot = acknowledged.lots.get(lotId) ?? made;
    if (lot === made) {
      acknowledged.lots.set(lotId, lot);
      world.lots.add(lot);
    }
    const batch = {
      id,
      productId: product,
      locationId,
      receiptId,
      intakes: [intake],
      hold: null,
      lot,
    };
    acknowledged.batches.set(id, batch);
    world.batches.add(batch);
  }
  return receipt;
}
