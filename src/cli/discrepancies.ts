import type { Snapshot } from '../database/snapshot';
import { compareStock } from '../database/queries/reconciliation';
import type { Discrepancy } from '../schema/reconciliation';
import { withNames, type Names } from './names';
import { listing } from './terminal/output';

/** A comparison lists at most this many. */
export const MAX_DISCREPANCIES = 10_000;

/** A figure that differs, with the codes of its product, location and batch. */
export type NamedDiscrepancy = Omit<Discrepancy, 'runId'> & Names;

/** What to compare; null is everything. */
export interface Scope {
  readonly productId: string | null;
  readonly locationId: string | null;
  readonly kinds: readonly string[] | null;
  /** A closed day at whose anchors the ledger is taken up; without one it is added up from the first movement. */
  readonly from?: string | null;
}

export async function readDiscrepancies(
  snapshot: Snapshot,
  scope: Scope,
): Promise<NamedDiscrepancy[]> {
  return withNames(snapshot, await snapshot.query(compareStock, { from: null, ...scope }));
}

type Figure = Pick<
  Discrepancy,
  'kind' | 'productId' | 'locationId' | 'batchId' | 'channel' | 'subject' | 'businessDate'
>;

/** Identifies the figure of a discrepancy across comparisons. */
export function figureOf(of: Figure): string {
  const { kind, productId, locationId, batchId, channel, subject, businessDate } = of;
  return JSON.stringify([kind, productId, locationId, batchId, channel, subject, businessDate]);
}

const HEAD = ['kind', 'product', 'location', 'batch', 'channel', 'figure', 'day'];
const NUMBERS = ['expected', 'actual', 'difference', '%'];

/** The discrepancies of a comparison, with the cause of each where the audit log shows one. */
export function compareTable(found: NamedDiscrepancy[], matches: string[]): string {
  const rows = found.map((line) => [...cellsOf(line), line.cause]);
  return listing(
    [...HEAD, ...NUMBERS, 'cause'],
    [...rows, ...matches.map((sku) => ['MATCH', sku, ...Array<null>(10).fill(null)])],
  );
}

/** Whether a repair saves (in a dry run: would save) a correction for a channel, which changes no figure here. */
export function isQueued({ fix, channel }: NamedDiscrepancy, live: boolean): boolean {
  return channel !== null && fix === (live ? 'APPLIED' : 'PLANNED');
}

/** The lines of a repair, with what became (in a dry run: would become) of each. */
export function fixTable(lines: NamedDiscrepancy[], live: boolean): string {
  const rows = lines.map((line) => {
    const fix = isQueued(line, live) ? (live ? 'QUEUED' : 'TO BE QUEUED') : line.fix;
    return [...cellsOf(line), fix, line.note];
  });
  return listing([...HEAD, ...NUMBERS, 'fix', 'note'], rows);
}

function cellsOf(line: NamedDiscrepancy) {
  return [
    ...[line.kind, line.sku, line.locationCode, line.batchNumber, line.channel, line.subject],
    ...[line.businessDate, line.expected, line.actual, line.difference, line.differencePercent],
  ];
}
