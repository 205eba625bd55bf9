import type { VariablesOf } from '@bincard/client';
import { withPicked } from '../../forms/lines';
import type { Picked } from '../../forms/ProductPicker';
import type { Order } from '../order/order';
import type { RECEIVE } from './queries';
import type { ReceiptLine } from './ReceivedLine';

const EMPTY = { lot: '', expiry: '', cost: '', acceptExpired: false };

/** What is still to come of an order, as if all of it had come. */
export function linesOf(order: Order | undefined): ReceiptLine[] {
  const open = order?.lines.filter(({ openQuantity }) => openQuantity > 0) ?? [];
  return open.map(({ id, product, openQuantity, unitCost }) => ({
    ...{ ...EMPTY, key: id, product, orderLine: id, orderCost: unitCost, isExpected: true },
    ...{ amount: String(openQuantity), unit: product.baseUnit },
  }));
}

/** Adds what was scanned. The first scan of what an order expects begins to count it. */
export function withScanned(lines: readonly ReceiptLine[], picked: Picked): ReceiptLine[] {
  const lot = picked.lotNumber ?? '';
  const expiry = picked.expiryDate ?? '';
  const { product, quantity } = picked;
  const same = lines.find((line) => line.product.id === product.id);
  if (same?.isExpected) {
    const unit = quantity === null ? picked.unit : product.baseUnit;
    const counted = { amount: String(quantity ?? 1), unit, lot, expiry, isExpected: false };
    return lines.map((line) => (line === same ? { ...line, ...counted } : line));
  }
  const { orderLine, orderCost } = same ?? {};
  const more = { ...EMPTY, lot, expiry, orderLine, orderCost };
  return withPicked(lines, picked, more, (line) => line.lot === lot && line.expiry === expiry);
}

type ReceiptInput = VariablesOf<typeof RECEIVE>['input'];

/** The lines as the API takes them. */
export function inputOf(
  lines: readonly ReceiptLine[],
  decimal: (text: string) => string,
): ReceiptInput['lines'] {
  return lines.map(({ product, amount, unit, lot, expiry, cost, acceptExpired, orderLine }) => ({
    ...{ productId: product.id, amount: decimal(amount), unit },
    ...(lot.trim() && { batchNumber: lot.trim() }),
    ...(expiry && { expiryDate: expiry }),
    ...(cost.trim() && { unitCost: decimal(cost) }),
    ...(acceptExpired && { acceptExpired }),
    ...(orderLine && { purchaseOrderLineId: orderLine }),
  }));
}
