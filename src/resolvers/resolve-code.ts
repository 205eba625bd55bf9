import { resolvedCode } from '../database/queries/products';
import { readElementString, type ElementString } from '../input/gs1';
import { ResolvedCode } from '../schema/resolved-code';
import type { RequestContext } from './context';

type Found = { readonly factor: number; readonly perKilogram: number | null };

/** What a typed or scanned text stands for: a code of a product, or a GS1 element string that names one. */
export async function resolveCode(
  { snapshot }: RequestContext,
  code: string,
): Promise<ResolvedCode | null> {
  const plain = await snapshot.query(resolvedCode, { code });
  const nothing = { lotNumber: null, expiryDate: null, serialNumber: null, quantity: null };
  if (plain) return { productId: plain.productId, unit: plain.unit, ...nothing };
  const item = readElementString(code);
  const found = item && (await snapshot.query(resolvedCode, { code: item.code }));
  if (!found) return null;
  const { productId, unit } = found;
  const { lotNumber, expiryDate, serialNumber } = item;
  return {
    productId,
    unit,
    lotNumber,
    expiryDate,
    serialNumber,
    quantity: quantityOf(item, found),
  };
}

/** In base units; null where the code states none that is a whole number of them. */
function quantityOf({ weight, count }: ElementString, found: Found): number | null {
  if (weight) {
    if (found.perKilogram === null) return null;
    const scale = 10n ** BigInt(weight.decimals);
    const units = BigInt(weight.digits) * BigInt(found.perKilogram);
    return units % scale === 0n ? safe(units / scale) : null;
  }
  return count === null ? null : safe(BigInt(count) * BigInt(found.factor));
}

function safe(quantity: bigint): number | null {
  return quantity <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(quantity) : null;
}
