import type { Snapshot } from '../database/snapshot';
import { chainHeads, checkpoint, closedDaysWithPrevious } from '../database/queries/days';

/** A closed day as the database has it. */
export interface StoredDay {
  readonly businessDate: string;
  readonly closedBy: string;
  readonly chains: number;
  readonly movements: number;
  /** SHA-256 in hex; the first day's previous hash is empty. */
  readonly previousHash: string;
  readonly hash: string;
}

/** The last movement of a chain at the end of a day. */
export interface Head {
  readonly batchId: string;
  readonly locationId: string;
  readonly sequence: number;
  readonly hash: string;
}

/** Every closed day, oldest first. */
export function readClosedDays(snapshot: Snapshot): Promise<StoredDay[]> {
  return snapshot.query(closedDaysWithPrevious);
}

/** Recomputes the checkpoint of a day from the hash of the day before it. */
export async function computeHash(
  snapshot: Snapshot,
  businessDate: string,
  previousHash: string,
): Promise<string> {
  const { hash } = await snapshot.query(checkpoint, { day: businessDate, previousHash });
  return hash;
}

/** The last movement of every chain at the end of a day, from the movements as they are now. */
export function readHeads(snapshot: Snapshot, businessDate: string): Promise<Head[]> {
  return snapshot.query(chainHeads, { day: businessDate });
}
