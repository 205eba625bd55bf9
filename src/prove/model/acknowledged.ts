import type { WrittenDocument } from './documents';

/** A batch as the sessions know it. */
export interface KnownBatch {
  readonly id: string;
  readonly productId: string;
  /** Where it came in. */
  readonly locationId: string;
  readonly receiptId: string;
  /** What its intake may be: as received, or as any acknowledged correction says. */
  readonly intakes: number[];
  /** The hold that was acknowledged last. */
  hold: string | null;
}

/** Everything that was acknowledged to the sessions; the law compares the database with it. */
export class Acknowledged {
  readonly documents = new Map<string, WrittenDocument>();
  readonly batches = new Map<string, KnownBatch>();
  /** EXPIRY movements by id: a write-off tells its lines. */
  readonly writtenOff = new Map<string, string>();
  /** Changes of a batch's hold, by batch and new hold. */
  readonly holds = new Map<string, number>();
}
