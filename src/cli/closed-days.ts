import type { Snapshot } from '../database/snapshot';
import { chainHeads, closedDaysWithPrevious, closedDayVerifies } from '../database/queries/days';

/** A closed day as the database has it. */
export interface StoredDay {
  readonly businessDate: string;
  /** To the microsecond, in UTC. */
  readonly closedAt: string;
  readonly closedBy: string;
  readonly chains: number;
  readonly movements: number;
  /** Of these, the movements of the day itself. */
  readonly dayMovements: number;
  /** The anchors of the day: the chains that moved since the day before. */
  readonly anchors: number;
  /** SHA-256 over them, in hex. */
  readonly ledgerHash: string;
  /** The audit entries since the day before: those of transactions before this number. */
  readonly auditUntil: string;
  readonly auditEntries: number;
  readonly auditHash: string;
  /** The root of the Merkle tree over the movements of the day. */
  readonly root: string;
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

/** Whether a closed day still matches its anchors, the ledger and the audit log. */
export async function verifies(snapshot: Snapshot, day: string): Promise<boolean> {
  return (await snapshot.query(closedDayVerifies, { day })).verifies;
}

/** The last movement of every chain at the end of a day, from the movements as they are now. */
export function readHeads(snapshot: Snapshot, businessDate: string): Promise<Head[]> {
  return snapshot.query(chainHeads, { day: businessDate });
}
