import type { PlannedReturn } from './plan';
import type { RetailLine } from './retail-file';

/** Matches returned lines with the customer's newest sale lines of the product that are not fully returned. */
export class ReturnMatcher {
  private readonly open = new Map<string, { sale: string; line: number; left: number }[]>();

  addSale({ customer, code, quantity }: RetailLine, sale: string, line: number): void {
    const key = `${customer}\n${code}`;
    const lines = this.open.get(key);
    const entry = { sale, line, left: quantity };
    if (lines) lines.push(entry);
    else this.open.set(key, [entry]);
  }

  match(line: RetailLine): { matched: PlannedReturn['refunds']; rest: number } {
    const matched: { sale: string; line: number; quantity: number }[] = [];
    let rest = -line.quantity;
    const lines = line.customer ? (this.open.get(`${line.customer}\n${line.code}`) ?? []) : [];
    for (let i = lines.length - 1; i >= 0 && rest > 0; i--) {
      const entry = lines[i]!;
      const quantity = Math.min(entry.left, rest);
      if (quantity === 0) continue;
      entry.left -= quantity;
      rest -= quantity;
      matched.push({ sale: entry.sale, line: entry.line, quantity });
    }
    return { matched, rest };
  }
}
