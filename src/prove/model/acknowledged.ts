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

/** A unit that was added to a product. */
export interface KnownUnit {
  readonly productId: string;
  readonly code: string;
  readonly factor: number;
  /** Since its retirement was requested, documents in it may be refused; since it was acknowledged, they must be. */
  retirement?: 'requested' | 'acknowledged';
}

/** A kit, and the components that it was ever asked to have, each list as JSON in the order of the products. */
export interface KnownKit {
  readonly id: string;
  readonly versions: Set<string>;
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
  /** The changes of SKUs: product and new SKU, by the reason given. */
  readonly skus = new Map<string, string>();
  /** The product of each code that was added. */
  readonly codes = new Map<string, string>();
  /** The units that were retired, by product and code. */
  readonly retired = new Map<string, string>();
  /** The figures of counts that were recorded over a version: count, batch and version. */
  readonly counted = new Set<string>();
  /** The movements that were moved out to an archive, each as JSON. */
  readonly archived: string[] = [];
}
