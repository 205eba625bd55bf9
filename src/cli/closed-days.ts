import type { Snapshot } from '../database/snapshot';
import { chainHeads, checkpoint, closedDaysWithPrevious } from '../database/queries/days';

/** A closed day as it stands in the database. */
export interface StoredDay {
  readonly businessDate: string;
  readonly closedBy: string;
  readonly chains: number;
  readonly movements: number;
  /** SHA-256 in hex; the first day's previous hash is empty. */
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of a chain when a day was over. */
export interface Head {
  readonly batchId: string;
  readonly locationId: string;
  readonly sequence: number;
  readonly hash: string;
}

/** Every closed day, the first first. */
export function readClosedDays(snapshot: Snapshot): Promise<StoredDay[]> {
  return snapshot.query(closedDaysWithPrevious);
}

/** The checkpoint of a day computed anew, after the hash of the day before it. */
export async function computeHash(
  snapshot: Snapshot,
  businessDate: string,
  previousHash: string,
): Promise<string> {
  const { hash } = await snapshot.query(checkpoint, { day: businessDate, previousHash });
  return hash;
}

/** The heads that all chains had at a day's end, from the movements as they are now. */
export function readHeads(snapshot: Snapshot, businessDate: string): Promise<Head[]> {
  return snapshot.query(chainHeads, { day: businessDate });
}
