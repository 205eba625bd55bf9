import type { ApiClient } from './api-client';
import { businessDateOf, type Plan, type PlannedWriteOff } from './plan';
import type { Shop } from './prepare';

const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { id } } }`;
const REQUEST = `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id status } }`;
const APPROVE = `mutation ($id: ID!) { approveAdjustment(id: $id) { status } }`;
const COMPLETE = `mutation ($id: ID!) { completeAdjustment(id: $id) { status } }`;

/**
 * Writes the goods that an invoice wrote off as adjustments: one actor requests and completes them, the other approves.
 * The file has no receipts, so the goods are received first, without an expiry date: sales take such a batch last, and
 * the weekly batches are enough for them. A second run continues where the first was stopped.
 */
export async function replayWriteOff(
  api: ApiClient,
  approver: ApiClient,
  plan: Plan,
  shop: Shop,
  writeOff: PlannedWriteOff,
): Promise<void> {
  const key = `${plan.fileId}-${writeOff.invoice}-write-off`;
  const { receiveStock } = await api.request<{ receiveStock: { batches: { id: string }[] } }>(
    RECEIVE,
    {
      input: {
        locationId: shop.locationId,
        businessDate: businessDateOf(writeOff),
        reference: `Written off by ${writeOff.invoice}`,
        idempotencyKey: `${key}-intake`,
        lines: writeOff.lines.map(({ code, quantity }, index) => ({
          productId: shop.products.get(code)!,
          batchNumber: `WRITE-OFF-${writeOff.invoice}-${index + 1}`,
          quantity,
        })),
      },
    },
  );
  for (const [index, { quantity, note }] of writeOff.lines.entries()) {
    const { requestAdjustment } = await api.request<{
      requestAdjustment: { id: string; status: string };
    }>(REQUEST, {
      input: {
        ...{ batchId: receiveStock.batches[index]!.id, locationId: shop.locationId },
        ...{ type: 'DAMAGE', quantity: -quantity, reason: note },
        businessDate: businessDateOf(writeOff),
        idempotencyKey: `${key}-${index + 1}`,
      },
    });
    const { id, status } = requestAdjustment;
    if (status === 'PENDING') await approver.request(APPROVE, { id });
    if (status !== 'COMPLETED') await api.request(COMPLETE, { id });
  }
}
