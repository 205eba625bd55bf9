import type { WrittenDocument } from './documents/written-document';

/** A batch as the sessions know it from their answers. */
export interface KnownBatch {
  readonly id: string;
  readonly productId: string;
  /** Where it was received. */
  readonly locationId: string;
  readonly receiptId: string;
  readonly lot: KnownLot;
  /** The intakes it may have: the one received, and those of the acknowledged corrections. */
  readonly intakes: number[];
  /** The hold that was acknowledged last. */
  hold: string | null;
}

/** A lot as the sessions know it from their answers. */
export interface KnownLot {
  readonly id: string;
  readonly productId: string;
  readonly number: string;
  /** The hold that was acknowledged last. */
  hold: string | null;
}

/** All writes that were acknowledged to the sessions. The database must hold these and no others. */
export class Acknowledged {
  readonly documents = new Map<string, WrittenDocument>();
  readonly batches = new Map<string, KnownBatch>();
  /** EXPIRY movements by id, from the lines that a write-off returns. */
  readonly writtenOff = new Map<string, string>();
  readonly lots = new Map<string, KnownLot>();
  /** How often the hold of a batch or lot was changed, by its id and new hold. */
  readonly holds = new Map<string, number>();
  /** The corrections of expiry dates: lot and new date, by the reason given. */
  readonly corrections = new Map<string, string>();
}
