import { createHash } from 'node:crypto';

/** What the hash of a closed day covers; hashes in hex. */
export interface HashedDay {
  readonly businessDate: string;
  readonly closedAt: string;
  readonly closedBy: string;
  readonly chains: number;
  readonly movements: number;
  readonly anchors: number;
  readonly dayMovements: number;
  readonly ledgerHash: string;
  readonly auditUntil: string;
  readonly auditEntries: number;
  readonly auditHash: string;
  readonly root: string;
  readonly previousHash: string;
}

/** The hash of a closed day. It covers the same bytes as inventory.checkpoint_hash: change both together. */
export function checkpointHash(day: HashedDay): string {
  const { businessDate, closedAt, closedBy, chains, movements, anchors } = day;
  const { auditUntil, auditEntries, dayMovements } = day;
  const counts = [chains, movements, anchors, auditUntil, auditEntries, dayMovements];
  const fields = [daysSince2000(businessDate), closedAt, closedBy, ...counts];
  return createHash('sha256')
    .update(day.previousHash, 'hex')
    .update(`[${fields.map((field) => JSON.stringify(field)).join(', ')}]`)
    .update(day.ledgerHash, 'hex')
    .update(day.auditHash, 'hex')
    .update(day.root, 'hex')
    .digest('hex');
}

/** A date as the hashes of the ledger have it. */
export const daysSince2000 = (day: string): number =>
  (Date.parse(day) - Date.UTC(2000, 0, 1)) / 86_400_000;
