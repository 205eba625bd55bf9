import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { csvOf, saveCsv, type Cell } from '../../csv';
import type { LotTrace } from './lot';
import { LOT_SALES } from './queries';

type Sales = NonNullable<ResultOf<typeof LOT_SALES>['traceLot']>['sales'];

/** The texts of the file, in the reader's language. */
export interface TraceWords {
  readonly head: readonly string[];
  readonly received: string;
  readonly sent: string;
  readonly sold: string;
  readonly inStock: string;
}

/** Every sale of a lot, the newest first. */
async function salesOf(id: string): Promise<Sales['nodes'][0][]> {
  const found: Sales['nodes'][0][] = [];
  let after: string | null = null;
  do {
    const answer: ResultOf<typeof LOT_SALES> = await ask(LOT_SALES, { id, after });
    const { sales } = answer.traceLot!;
    found.push(...sales.nodes);
    after = sales.pageInfo.hasNextPage ? sales.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** Saves what the picture shows, with every sale by its receipt: a row for each receipt, transfer, sale and place. */
export async function saveTrace(trace: LotTrace, words: TraceWords): Promise<void> {
  const { lot, receipts, transfers, locations } = trace;
  const batches = new Map(lot.batches.map((batch) => [batch.id, batch]));
  const rows: Cell[][] = [];
  for (const { reference, supplier, receivedAt, voided, batches: brought } of receipts) {
    const own = brought.map(({ id }) => batches.get(id)).filter((batch) => !!batch);
    for (const { location, intakeQuantity } of voided ? [] : own) {
      rows.push([words.received, receivedAt, supplier, location.code, intakeQuantity, null]);
      rows.at(-1)!.push(reference, null);
    }
  }
  for (const { from, to, requestedAt, requestedBy, lines } of transfers) {
    for (const { batch, quantity } of lines.flatMap(({ allocations }) => allocations)) {
      if (!batches.has(batch.id)) continue;
      rows.push([words.sent, requestedAt, from.code, to.code, quantity, null, null, requestedBy]);
    }
  }
  for (const { sale, location, quantity, returnedQuantity } of await salesOf(lot.id)) {
    rows.push([words.sold, sale.createdAt, location.code, null, quantity, returnedQuantity]);
    rows.at(-1)!.push(sale.receiptNumber, sale.actor);
  }
  for (const { location, quantity } of locations) {
    if (quantity !== 0)
      rows.push([words.inStock, null, location.code, null, quantity, null, null, null]);
  }
  saveCsv(`lot-${lot.lotNumber.replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`, csvOf(words.head, rows));
}
