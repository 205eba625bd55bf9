import type {
  Plan,
  PlannedDocument,
  PlannedIntake,
  PlannedProduct,
  PlannedReturn,
  PlannedSale,
  PlannedWriteOff,
} from './plan';
import type { RetailFile, RetailLine } from './retail-file';
import { ReturnMatcher } from './return-matcher';

const NOT_GOODS = /^(POST|DOT|M|D|S|C2|BANK CHARGES|AMAZONFEE|CRUK|PADS|GIFT_0001_.*)$/;
// The API takes 1,000 lines a document.
const MAX_LINES = 900;

export const SKIP_NO_STOCK = 'write-off of something other than goods';
export const SKIP_NEGATIVE = 'negative quantity with a price and without a C';
export const SKIP_ZERO = 'quantity 0';
export const SKIP_NO_GOODS = 'return of something other than goods, without its sale in the file';

/** Plans the document of each line. The plan depends on the file alone, so a second run repeats the same documents. */
export function planRetail(file: RetailFile): Plan {
  const skips: Record<string, { lines: number; units: number }> = {};
  const skip = (reason: string, units: number, lines = 1) => {
    const entry = (skips[reason] ??= { lines: 0, units: 0 });
    entry.lines += lines;
    entry.units += units;
  };
  const matcher = new ReturnMatcher();
  const documents: PlannedDocument[] = [];
  for (const lines of invoicesInTimeOrder(file.lines)) {
    if (lines[0]!.invoice.startsWith('C')) documents.push(...planReturn(lines, matcher, skip));
    else {
      documents.push(...planSales(lines, matcher, skip), ...planWriteOff(lines, skip));
    }
  }
  return {
    fileId: file.id,
    linesRead: file.lines.length,
    products: planProducts(file.lines),
    intakes: planIntakes(documents),
    documents,
    skips,
  };
}

type Skip = (reason: string, units: number, lines?: number) => void;

function invoicesInTimeOrder(lines: RetailLine[]): RetailLine[][] {
  const invoices = new Map<string, RetailLine[]>();
  for (const line of lines) {
    const invoice = invoices.get(line.invoice);
    if (invoice) invoice.push(line);
    else invoices.set(line.invoice, [line]);
  }
  // sort() is stable: invoices of one minute stay in the file's order.
  return [...invoices.values()].sort((a, b) => a[0]!.date.localeCompare(b[0]!.date));
}

function planSales(lines: RetailLine[], matcher: ReturnMatcher, skip: Skip): PlannedSale[] {
  const sold = lines.filter((line) => line.quantity > 0);
  for (const line of lines) {
    if (line.quantity === 0) skip(SKIP_ZERO, 0);
    else if (line.quantity < 0 && line.price !== 0) skip(SKIP_NEGATIVE, -line.quantity);
  }
  const sales: PlannedSale[] = [];
  for (let from = 0; from < sold.length; from += MAX_LINES) {
    const part = sold.slice(from, from + MAX_LINES);
    const number = part[0]!.invoice + (from === 0 ? '' : `-${from / MAX_LINES + 1}`);
    part.forEach((line, index) => matcher.addSale(line, number, index));
    sales.push({
      kind: 'sale',
      invoice: number,
      date: part[0]!.date,
      lines: part.map(({ code, quantity, price }) => ({
        ...{ code, quantity },
        ...(price >= 0 && { unitPrice: String(price) }),
      })),
    });
  }
  return sales;
}

function planWriteOff(lines: RetailLine[], skip: Skip): PlannedWriteOff[] {
  const writtenOff = lines.filter((line) => line.quantity < 0 && line.price === 0);
  const goods = writtenOff.filter(({ code }) => !NOT_GOODS.test(code));
  for (const { code, quantity } of writtenOff) {
    if (NOT_GOODS.test(code)) skip(SKIP_NO_STOCK, -quantity);
  }
  if (goods.length === 0) return [];
  const { invoice, date } = goods[0]!;
  const planned = goods.map(({ code, quantity, description }) => ({
    ...{ code, quantity: -quantity, note: description || 'written off' },
  }));
  return [{ kind: 'write-off', invoice, date, lines: planned }];
}

function planReturn(lines: RetailLine[], matcher: ReturnMatcher, skip: Skip): PlannedReturn[] {
  const refunds: PlannedReturn['refunds'] = [];
  const intake: PlannedReturn['intake'] = [];
  let lineCount = 0;
  for (const line of lines) {
    if (line.quantity >= 0) {
      skip(SKIP_ZERO, line.quantity);
      continue;
    }
    const { matched, rest } = matcher.match(line);
    if (rest > 0 && NOT_GOODS.test(line.code)) {
      // The matched part is still refunded; the line counts as skipped only when nothing matched.
      skip(SKIP_NO_GOODS, rest, matched.length === 0 ? 1 : 0);
      if (matched.length === 0) continue;
    } else if (rest > 0) {
      intake.push({ code: line.code, quantity: rest });
    }
    refunds.push(...matched);
    lineCount += 1;
  }
  if (lineCount === 0) return [];
  const { invoice, date } = lines[0]!;
  return [{ kind: 'return', invoice, date, lineCount, refunds, intake }];
}

function planProducts(lines: RetailLine[]): PlannedProduct[] {
  const names = new Map<string, Map<string, number>>();
  for (const { code, description } of lines) {
    const counts = names.get(code) ?? new Map<string, number>();
    if (description) counts.set(description, (counts.get(description) ?? 0) + 1);
    names.set(code, counts);
  }
  return [...names].map(([code, counts]) => ({
    code,
    // The most frequent description; the others are notes of the shop's staff.
    name: [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? code,
    tracked: !NOT_GOODS.test(code),
  }));
}

function mondayOf(date: string): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function planIntakes(documents: Plan['documents']): PlannedIntake[] {
  const weeks = new Map<string, Map<string, number>>();
  for (const document of documents) {
    if (document.kind !== 'sale') continue;
    const week = mondayOf(document.date);
    const totals = weeks.get(week) ?? new Map<string, number>();
    weeks.set(week, totals);
    for (const { code, quantity } of document.lines) {
      if (!NOT_GOODS.test(code)) totals.set(code, (totals.get(code) ?? 0) + quantity);
    }
  }
  return [...weeks]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([week, totals]) => ({
      week,
      batches: [...totals].map(([code, quantity]) => ({ code, quantity })),
    }));
}
