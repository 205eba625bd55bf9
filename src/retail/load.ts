import { ApiClient, inOrder } from './api-client';
import { prepareShop, receiveIntake, type Shop } from './prepare';
import {
  businessDateOf,
  type Plan,
  type PlannedDocument,
  type PlannedReturn,
  type PlannedSale,
} from './plan';
import { summarize, type RetailSummary } from './summary';
import { replayWriteOff } from './write-offs';

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  /** The token of another actor, because a write-off is not approved by the actor who requested it. */
  readonly approverToken: string;
  /** Concurrent requests. */
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
 * Replays a plan through the API, each document on the day that the file gives it, after the intake of its week. Every document
 * has an idempotency key made of the file and its invoice, so a replay that was stopped can be run again and writes nothing twice.
 */
export async function loadRetail(plan: Plan, options: LoadOptions): Promise<RetailSummary> {
  const api = new ApiClient(options.url, options.token);
  const approver = new ApiClient(options.url, options.approverToken);
  const clients = options.clients ?? 8;
  const shop = await prepareShop(api, plan, clients);
  const intakes = [...plan.intakes];
  let unitsReceived = 0;

  let milliseconds = 0;
  const sold = new Map<string, Promise<SoldSale>>();
  let done = 0;
  // A batch takes no earlier date than its last one, so a day begins when the one before it is complete.
  for (const [date, day] of byDay(plan.documents)) {
    while (intakes[0] && intakes[0].week <= date) {
      unitsReceived += await receiveIntake(api, plan, shop, intakes.shift()!);
    }
    const start = performance.now();
    await inOrder(day, clients, async (document) => {
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
    milliseconds += performance.now() - start;
  }
  const { integrityRules } = await api.request<{ integrityRules: RetailSummary['rules'] }>(RULES);
  return summarize(plan, unitsReceived, milliseconds / 1000, integrityRules);
}

/** The documents of each day, in their order. */
function byDay(documents: readonly PlannedDocument[]): Map<string, PlannedDocument[]> {
  const days = new Map<string, PlannedDocument[]>();
  for (const document of documents) {
    const day = businessDateOf(document);
    days.set(day, [...(days.get(day) ?? []), document]);
  }
  return days;
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
      businessDate: businessDateOf(sale),
      occurredAt: `${sale.date.replace(' ', 'T')}Z`,
      lines: sale.lines.map(({ code, ...line }) => ({
        productId: shop.products.get(code)!,
        ...line,
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
    // Documents start in order of time and a sale is older than its return, so the sale has been started.
    const sale = await sold.get(saleNumber)!;
    const lines = returned.refunds
      .filter((refund) => refund.sale === saleNumber)
      .map(({ line, quantity }) => ({ saleLineId: sale.lines[line]!.id, quantity }));
    const reason = `Return ${returned.invoice}`;
    await api.request(REFUND_SALE, {
      input: {
        ...{ saleId: sale.id, reason, businessDate: businessDateOf(returned) },
        ...{ idempotencyKey: `${key}-${saleNumber}`, lines },
      },
    });
  }
  if (returned.intake.length === 0) return;
  await api.request(RECEIVE, {
    input: {
      locationId: shop.locationId,
      businessDate: businessDateOf(returned),
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
