import { jwkOf } from '../proofs/signing-key';
import { dayEntry, thumbprint } from './days';
import type { Day, Header, Movement } from './format';
import { readLines } from './lines';
import { inclusionPath, leafHash } from './merkle';

/** What a proof is made of, as it is found in the file. */
interface Found {
  readonly header: Header;
  readonly movement: Movement;
  readonly previousHash: string;
  /** The hashes of the movements of its day. */
  readonly leaves: readonly Buffer[];
  readonly index: number;
  readonly days: readonly Day[];
}

/**
 * The proof of a movement from an archive alone: the same text that the query movementProof gives. Null when the file has no
 * such movement; a text says why it cannot be proven.
 */
export async function proofFromArchive(
  file: string,
  id: string,
  checkpoint?: string,
): Promise<{ content: string; businessDate: string; keyId: string } | string | null> {
  const found = await find(file, id);
  if (!found) return null;
  const { header, movement, previousHash, leaves, index, days } = found;
  const at = days.findIndex(({ businessDate }) => businessDate === movement.businessDate);
  const last = days.findIndex(
    ({ businessDate }) => businessDate === (checkpoint ?? movement.businessDate),
  );
  const [day, signed] = [days[at]!, days[last]];
  if (!signed || last < at)
    return `${checkpoint} is no day of the file that covers ${movement.businessDate}`;
  if (signed.signature === null)
    return `${signed.businessDate} is not signed in this file: name a later day with --checkpoint`;
  const log = days.slice(0, last + 1).map((one) => leafHash(dayEntry(header.tenantId, one)));
  const { kid } = JSON.parse(
    Buffer.from(signed.signature.split('.')[0]!, 'base64url').toString(),
  ) as { kid: string };
  const key = header.keys.find((one) => thumbprint(one) === kid);
  if (!key) return `the file has not the key ${kid}, which signed ${signed.businessDate}`;
  const facts: Partial<Movement> = { ...movement };
  delete (facts as { hash?: string }).hash;
  const { dayMovements: movements, root, hash } = day;
  const proof = {
    ...{ format: 'bincard-movement-proof', version: 1 },
    movement: { tenantId: header.tenantId, ...facts },
    ...{ previousHash, index, path: inclusionPath(leaves, index) },
    day: {
      businessDate: day.businessDate,
      movements,
      root,
      hash,
      index: at,
      path: inclusionPath(log, at),
    },
    checkpoint: signed.signature,
    keys: [jwkOf(Buffer.from(key.x, 'base64url').toString('hex'))],
  };
  return {
    content: `${JSON.stringify(proof, null, 2)}\n`,
    businessDate: signed.businessDate,
    keyId: kid,
  };
}

/** Reads the file twice: the first time for the movement, the second for its chain and its day. */
async function find(file: string, id: string): Promise<Found | null> {
  let movement: Movement | undefined;
  let header: Header | undefined;
  const days: Day[] = [];
  for await (const lines of readLines(file)) {
    for (const { kind, value } of lines) {
      if (kind === 'archive') header = value;
      else if (kind === 'earlier' || kind === 'day') days.push(value);
      else if (kind === 'movement' && value.id === id) movement = value;
    }
  }
  if (!movement || !header) return null;
  const { batchId, locationId, sequence, businessDate } = movement;
  let previousHash = '';
  let index = -1;
  const leaves: Buffer[] = [];
  for await (const lines of readLines(file)) {
    for (const { kind, value } of lines) {
      if (kind !== 'movement' && kind !== 'start') continue;
      const isChain = value.batchId === batchId && value.locationId === locationId;
      if (isChain && value.sequence === sequence - 1) previousHash = value.hash;
      if (kind !== 'movement' || value.businessDate !== businessDate) continue;
      if (value.id === id) index = leaves.length;
      leaves.push(leafHash(Buffer.from(value.hash, 'hex')));
    }
  }
  return { header, movement, previousHash, leaves, index, days };
}
