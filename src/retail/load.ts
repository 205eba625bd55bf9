import { ApiClient, inOrder } from './api-client';
import { prepareShop, receiveIntakes, type Shop } from './prepare';
import type { Plan, PlannedReturn, PlannedSale } from './plan';
import { replayWriteOff } from './write-offs';

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

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  /** The token of another actor, because the one who requests a write-off may not approve it. */
  readonly approverToken: string;
  /** How many requests run at once. */
  readonly clients?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

const RECORD_SALE = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id lines { id } } }`;
const REFUND_SALE = `mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }`;
const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`;
const RULES = `{ integrityRules { name enabled violations } }`;

interface SoldSale {
  readonly id: string;
  readonly lines: { readonly id: string }[];
}

/**
 * Replays a plan through the API. Every document has an idempotency key made of the file and its invoice, so a replay
 * that was stopped can be run again: what is already there is not written twice.
 */
export async function loadRetail(plan: Plan, options: LoadOptions): Promise<RetailSummary> {
  const api = new ApiClient(options.url, options.token);
  const approver = new ApiClient(options.url, options.approverToken);
  const clients = options.clients ?? 8;
  const shop = await prepareShop(api, plan, clients);
  const unitsReceived = await receiveIntakes(api, plan, shop);

  const start = performance.now();
  const sold = new Map<string, Promise<SoldSale>>();
  let done = 0;
  await inOrder(plan.documents, clients, async (document) => {
    if (document.kind === 'sale') {
      const sale = replaySale(api, plan, shop, document);
      sold.set(document.invoice, sale);
      await sale;
      done += document.lines.length;
    } else if (document.kind === 'return') {
      await replayReturn(api, plan, shop, document, sold);
      done += document.lineCount;
    } else {
      await replayWriteOff(api, approver, plan, shop, document);
      done += document.lines.length;
    }
    options.onProgress?.(done, plan.linesRead);
  });
  const seconds = (performance.now() - start) / 1000;
  const { integrityRules } = await api.request<{ integrityRules: RetailSummary['rules'] }>(RULES);
  return summarize(plan, unitsReceived, seconds, integrityRules);
}

async function replaySale(
  api: ApiClient,
  plan: Plan,
  shop: Shop,
  sale: PlannedSale,
): Promise<SoldSale> {
  const { recordSale } = await api.request<{ recordSale: SoldSale }>(RECORD_SALE, {
    input: {
      locationId: shop.locationId,
      receiptNumber: sale.invoice,
      idempotencyKey: `${plan.fileId}-${sale.invoice}`,
      occurredAt: `${sale.date.replace(' ', 'T')}Z`,
      lines: sale.lines.map(({ code, quantity }) => ({
        productId: shop.products.get(code)!,
        quantity,
      })),
    },
  });
  return recordSale;
}

async function replayReturn(
  api: ApiClient,
  plan: Plan,
  shop: Shop,
  returned: PlannedReturn,
  sold: Map<string, Promise<SoldSale>>,
): Promise<void> {
  const key = `${plan.fileId}-${returned.invoice}`;
  for (const saleNumber of new Set(returned.refunds.map((refund) => refund.sale))) {
    // The sale is older than its return, so it has already been started: this wait ends.
    const sale = await sold.get(saleNumber)!;
    const lines = returned.refunds
      .filter((refund) => refund.sale === saleNumber)
      .map(({ line, quantity }) => ({ saleLineId: sale.lines[line]!.id, quantity }));
    const reason = `Return ${returned.invoice}`;
    await api.request(REFUND_SALE, {
      input: { saleId: sale.id, reason, idempotencyKey: `${key}-${saleNumber}`, lines },
    });
  }
  if (returned.intake.length === 0) return;
  await api.request(RECEIVE, {
    input: {
      locationId: shop.locationId,
      supplier: 'RETURN',
      reference: returned.invoice,
      idempotencyKey: `${key}-intake`,
      lines: returned.intake.map(({ code, quantity }, index) => ({
        productId: shop.products.get(code)!,
        batchNumber: `RETURN-${returned.invoice}-${index + 1}`,
        quantity,
      })),
    },
  });
}

function sum<Item>(items: Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function summarize(
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
