import { archivesOfTime } from '../database/queries/archive';
import {
  closedDay,
  logConsistency,
  logPath,
  movementFacts,
  movementPath,
} from '../database/queries/proofs';
import type { Snapshot } from '../database/snapshot';
import { badInput } from '../input/bad-input';
import { jwkOf, jwsOf } from './signing-key';

/** A proof for others: a small file, which docs/proofs.md describes. */
export interface ProofFile {
  readonly filename: string;
  readonly content: string;
  /** The day whose checkpoint signs it, and the key. */
  readonly businessDate: string;
  readonly keyId: string;
}

/**
 * The proof that a movement is one of a closed day, under the signed checkpoint of that day or of a later one; null when
 * there is no such movement.
 */
export async function movementProof(
  snapshot: Snapshot,
  id: string,
  checkpoint?: string | null,
): Promise<ProofFile | null> {
  const found = await snapshot.query(movementFacts, { id });
  if (!found) return noneInLedger(snapshot, id);
  const { previousHash, fits, lastClosed, ...facts } = found;
  const { businessDate } = facts;
  if (checkpoint && checkpoint < businessDate) {
    throw badInput(
      'checkpoint',
      `The movement is of ${businessDate}: a checkpoint of ${checkpoint} does not cover it`,
      { businessDate, checkpoint },
    );
  }
  const day = await needClosed(snapshot, businessDate, 'id', lastClosed);
  const signed = await needSigned(snapshot, checkpoint ?? businessDate, 'checkpoint', lastClosed);
  const place = await snapshot.query(movementPath, { id, day: businessDate });
  if (!fits || !place?.fits) {
    throw badInput(
      'id',
      `The movements of ${businessDate} are not the ones that its checkpoint covers`,
      { businessDate },
      'day_changed',
    );
  }
  const index = day.days - 1;
  const log = await snapshot.query(logPath, { index, until: signed.businessDate });
  const { movements, root, hash } = day;
  return fileOf(`movement-${id}.proof.json`, signed, {
    ...{ format: 'bincard-movement-proof', version: 1, movement: facts, previousHash },
    ...{ index: place.index, path: place.path },
    day: { businessDate, movements, root, hash, index, path: log!.path },
    checkpoint: signed.jws,
    keys: [jwkOf(signed.publicKey)],
  });
}

/** Null, or the error that names the archives in which a movement of this id may be: its id begins with its time. */
async function noneInLedger(snapshot: Snapshot, id: string): Promise<null> {
  const at = new Date(parseInt(id.replace('-', '').slice(0, 12), 16));
  if (id[14] !== '7' || Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999) return null;
  const archives = await snapshot.query(archivesOfTime, { at: at.toISOString() });
  if (archives.length === 0) return null;
  throw badInput(
    'id',
    `The ledger has no such movement. Movements of its time are in the archive up to ${archives[0]!.businessDate}: bincard proof ${id} --archive FILE proves it from the file with SHA-256 ${archives[0]!.fileHash}`,
    { archives },
    'movement_archived',
  );
}

/** The proof that the days up to `from` are the same in the signed checkpoints of `from` and of `to`. */
export async function consistencyProof(
  snapshot: Snapshot,
  from: string,
  to: string,
): Promise<ProofFile> {
  const first = await needSigned(snapshot, from, 'from');
  const last = await needSigned(snapshot, to, 'to');
  const log = await snapshot.query(logConsistency, { first: first.days, until: to });
  const keys = new Map([first, last].map(({ keyId, publicKey }) => [keyId, jwkOf(publicKey)]));
  return fileOf(`days-${from}-${to}.proof.json`, last, {
    ...{ format: 'bincard-consistency-proof', version: 1, from: first.jws, to: last.jws },
    ...{ path: log!.path, keys: [...keys.values()] },
  });
}

type Day = NonNullable<Awaited<ReturnType<typeof readDay>>>;
type Signed = Day & { readonly jws: string; readonly keyId: string; readonly publicKey: string };

const readDay = (snapshot: Snapshot, day: string) => snapshot.query(closedDay, { day });

async function needClosed(
  snapshot: Snapshot,
  businessDate: string,
  field: string,
  lastClosed?: string | null,
): Promise<Day> {
  const day = await readDay(snapshot, businessDate);
  if (day) return day;
  throw badInput(
    field,
    `${businessDate} is not closed, so nothing of it can be proven yet`,
    { businessDate, ...(lastClosed === undefined ? {} : { lastClosed }) },
    'day_not_closed',
  );
}

async function needSigned(
  snapshot: Snapshot,
  businessDate: string,
  field: string,
  lastClosed?: string | null,
): Promise<Signed> {
  const day = await needClosed(snapshot, businessDate, field, lastClosed);
  const { statement, keyId, signature, publicKey } = day;
  if (keyId && signature && publicKey) {
    return { ...day, keyId, publicKey, jws: jwsOf(statement, keyId, signature) };
  }
  throw badInput(
    field,
    `${businessDate} is closed and not signed yet`,
    { businessDate },
    'day_not_signed',
  );
}

/** The text is the one that a verifier accepts: two spaces, this order of fields, a line end. */
function fileOf(filename: string, { businessDate, keyId }: Signed, proof: object): ProofFile {
  return { filename, businessDate, keyId, content: `${JSON.stringify(proof, null, 2)}\n` };
}
