import { createHash } from 'node:crypto';
import type { Head, StoredDay } from './closed-days';
import { CommandError } from './command-error';
import { readJson } from './json-file';
import { isDay } from '../input/validate';
import { checkpointHash } from '../proofs/checkpoint-hash';
import { isUuid } from './options';

/** The file of `bincard checkpoint`: kept elsewhere, it shows later whether the ledger was changed. */
export interface Checkpoint extends StoredDay {
  readonly tenant: string;
  /** SHA-256 over `heads`, in hex: the file shows whether it was edited. */
  readonly headsHash: string;
  readonly heads: Head[];
}

/** Reads a checkpoint file; throws CommandError when it is none, or was edited. */
export function readCheckpoint(file: string, tenant: string): Checkpoint {
  const checkpoint = readJson(file) as Checkpoint | null;
  if (!isCheckpoint(checkpoint)) {
    throw new CommandError(
      `${file} is not a checkpoint: make one with bincard checkpoint --export`,
    );
  }
  if (checkpoint.tenant !== tenant) {
    throw new CommandError(`${file} is of the tenant "${checkpoint.tenant}", not "${tenant}"`);
  }
  if (
    checkpointHash(checkpoint) !== checkpoint.hash ||
    headsHash(checkpoint.heads) !== checkpoint.headsHash
  ) {
    throw new CommandError(`${file} does not match its own hash: it was edited`);
  }
  return checkpoint;
}

/** SHA-256 over the last movement of every chain, in hex. */
export function headsHash(heads: readonly Head[]): string {
  const bytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');
  const keyOf = (head: Head) => head.batchId + head.locationId;
  const hash = createHash('sha256');
  for (const head of [...heads].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const sequence = Buffer.alloc(8);
    sequence.writeBigInt64BE(BigInt(head.sequence));
    hash.update(bytes(head.batchId)).update(bytes(head.locationId)).update(sequence);
    hash.update(head.hash, 'hex');
  }
  return hash.digest('hex');
}

function isCheckpoint(value: Checkpoint | null): value is Checkpoint {
  const isHex = (text: unknown) => typeof text === 'string' && /^([0-9a-f]{2})*$/.test(text);
  return (
    isDay(String(value?.businessDate)) &&
    isHex(value!.hash) &&
    isHex(value!.previousHash) &&
    isHex(value!.auditHash) &&
    isHex(value!.root) &&
    isHex(value!.ledgerHash) &&
    isHex(value!.headsHash) &&
    Array.isArray(value!.heads) &&
    value!.heads.every(
      (head) =>
        isUuid(head?.batchId) &&
        isUuid(head.locationId) &&
        Number.isSafeInteger(head.sequence) &&
        isHex(head.hash),
    )
  );
}
