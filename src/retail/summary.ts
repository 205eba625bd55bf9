import type { Plan } from './plan';

/** The result of a replay. */
export interface RetailSummary {
  readonly linesRead: number;
  readonly linesSold: number;
  readonly linesReturned: number;
  readonly linesWrittenOff: number;
  readonly linesSkipped: number;
  readonly skipped: Plan['skips'];
  readonly unitsReceived: number;
  readonly unitsSold: number;
  readonly unitsRefunded: number;
  readonly unitsReturnedAsIntake: number;
  readonly unitsWrittenOff: number;
  readonly sales: number;
  readonly returns: number;
  readonly seconds: number;
  /** Lines sold, returned and written off, per second of the replay. */
  readonly linesPerSecond: number;
  readonly rules: { name: string; enabled: boolean; violations: number }[];
}

/** Adds up what a plan did. */
export function summarize(
  plan: Plan,
  unitsReceived: number,
  seconds: number,
  rules: RetailSummary['rules'],
): RetailSummary {
  const sales = plan.documents.filter((document) => document.kind === 'sale');
  const returns = plan.documents.filter((document) => document.kind === 'return');
  const writeOffs = plan.documents.filter((document) => document.kind === 'write-off');
  const linesWrittenOff = sum(writeOffs, (writeOff) => writeOff.lines.length);
  const linesSold = sum(sales, (sale) => sale.lines.length);
  const linesReturned = sum(returns, (returned) => returned.lineCount);
  return {
    linesRead: plan.linesRead,
    linesSold,
    linesReturned,
    linesWrittenOff,
    linesSkipped: sum(Object.values(plan.skips), (entry) => entry.lines),
    skipped: plan.skips,
    unitsReceived,
    unitsSold: sum(sales, (sale) => sum(sale.lines, (line) => line.quantity)),
    unitsRefunded: sum(returns, (r) => sum(r.refunds, (refund) => refund.quantity)),
    unitsReturnedAsIntake: sum(returns, (r) => sum(r.intake, (line) => line.quantity)),
    unitsWrittenOff: sum(writeOffs, (w) => sum(w.lines, (line) => line.quantity)),
    sales: sales.length,
    returns: returns.length,
    seconds,
    linesPerSecond: (linesSold + linesReturned + linesWrittenOff) / seconds,
    rules,
  };
}

function sum<Item>(items: Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
