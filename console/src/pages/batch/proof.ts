import {
  chainHash,
  checkpointsOf,
  hashedText,
  verifyProof,
  type ProvenMovement,
  type PublicKey,
} from '@bincard/client';
import { ask, Refused } from '../../api/api';
import { serverPath } from '../../place';
import type { BatchMovement } from './batch';
import { chainsOf, partsOf, type Link } from './chain';
import { PROOF } from './queries';

/** What is known of a movement: proven, of a day that is still open and in its chain, or wrong and why. */
export type Verified =
  { readonly state: 'proven' | 'open' } | { readonly state: 'wrong'; readonly why: string };
export type Verdicts = ReadonlyMap<string, Verified>;
/** A checkpoint that somebody kept. */
export interface Kept {
  readonly jws: string;
  readonly day: string;
}

const OPEN = new Set(['DAY_NOT_CLOSED', 'DAY_NOT_SIGNED']);

/** The keys that the tenant publishes, which may have signed. */
async function publishedKeys(tenantId: string): Promise<PublicKey[]> {
  const answer = await fetch(serverPath(`/.well-known/bincard/${tenantId}/jwks.json`));
  return ((await answer.json()) as { keys: PublicKey[] }).keys;
}

/** A checkpoint that somebody kept: its text and its day. Throws where the file has none. */
export function readKept(file: string): Kept {
  const jws = checkpointsOf(file).at(-1);
  const payload = jws?.split('.')[1];
  if (!jws || !payload) throw new Error('no checkpoint');
  const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  return { jws, day: (JSON.parse(text) as { businessDate: string }).businessDate };
}

/** Verifies movements of one batch by proofs; the keys are asked for once. */
class Prover {
  private keys: Promise<PublicKey[]> | undefined;

  /** Why a row is not as it was signed; undefined: it is. Throws Refused where it cannot be proven. */
  async fault({ row, previous }: Link, kept?: Kept): Promise<string | undefined> {
    const { movementProof } = await ask(PROOF, { id: row.id, checkpoint: kept?.day ?? null });
    const text = movementProof?.content ?? '';
    const file = JSON.parse(text) as { movement: ProvenMovement; previousHash: string };
    this.keys ??= publishedKeys(file.movement.tenantId);
    const verdict = await verifyProof(text, {
      ...{ keys: await this.keys },
      ...(kept && { kept: kept.jws }),
    });
    if (!verdict.valid) return verdict.message;
    if (hashedText(file.movement) !== row.hashedText) return namesOf(file.movement, row);
    const isLinked = previous === undefined || previous === file.previousHash;
    const hash = await chainHash(file.previousHash, row.hashedText);
    return isLinked && hash === row.hash ? undefined : 'previousHash';
  }
}

/** What of a row is not what was signed. */
function namesOf(movement: ProvenMovement, row: BatchMovement): string {
  const shown = { ...row, locationId: row.location.id } as Record<string, unknown>;
  const wrong = Object.entries(movement).filter(
    ([name, value]) => name in shown && name !== 'recordedAt' && shown[name] !== value,
  );
  return wrong.length > 0 ? wrong.map(([name]) => name).join(', ') : 'hashedText';
}

/** Where in a chain the last movement up to a day stands; -1: there is none. */
const lastUntil = (chain: readonly Link[], day: string) =>
  chain.findLastIndex(({ row }) => row.businessDate <= day);

/** The last movement of a chain that can be proven, and what its proof says. */
async function signedEnd(prover: Prover, chain: readonly Link[], kept?: Kept) {
  let at = kept ? lastUntil(chain, kept.day) : chain.length - 1;
  while (at >= 0) {
    const { row } = chain[at]!;
    try {
      return { at, why: await prover.fault(chain[at]!, kept) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const [{ code, message, details }] = error.refusals;
      if (!OPEN.has(code)) return { at, why: message };
      const { lastClosed } = details as { lastClosed?: string | null };
      const until = chain.findLastIndex((link) => link.row.businessDate < row.businessDate);
      at = code === 'DAY_NOT_CLOSED' ? Math.min(until, lastUntil(chain, lastClosed ?? '')) : until;
    }
  }
  return { at, why: undefined };
}

/** The first movement that its proof contradicts: what follows it in the chain is wrong with it. */
async function firstFault(prover: Prover, links: readonly Link[], kept?: Kept) {
  let [from, to] = [0, links.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    const why = await prover.fault(links[middle]!, kept).catch(refusedAs);
    if (why === undefined) from = middle + 1;
    else to = middle;
  }
  return { at: from, why: (await prover.fault(links[from]!, kept).catch(refusedAs)) ?? '' };
}

function refusedAs(error: unknown): string {
  if (error instanceof Refused) return error.refusals[0].message;
  throw error;
}

/** Verifies the part of a chain that ends with a movement whose proof says `why` it is not as it was signed. */
async function verifyPart(
  found: Map<string, Verified>,
  prover: Prover,
  part: readonly Link[],
  why: string | undefined,
  kept?: Kept,
): Promise<void> {
  const fault = why === undefined ? undefined : await firstFault(prover, part, kept);
  const sound = fault ? part.slice(0, fault.at) : part;
  for (const [at, link] of sound.entries()) {
    // Of the first after an archive the hash before it is known by its proof alone.
    const isFirst = at === 0 && link.previous === undefined && link.wrong.length === 0;
    const first = isFirst ? await prover.fault(link, kept).catch(refusedAs) : undefined;
    if (first !== undefined) found.set(link.row.id, { state: 'wrong', why: first });
    else if (found.get(link.row.id)?.state === 'open') found.set(link.row.id, { state: 'proven' });
  }
  for (const [at, { row }] of part.slice(sound.length).entries())
    found.set(row.id, { state: 'wrong', why: at === 0 ? fault!.why : 'previousHash' });
}

/**
 * Verifies movements of a batch in the browser: every row is hashed again, by WebCrypto, after the one before it. The hash of
 * the last one that is signed covers all before it, so that one proof for each chain leads to the signed checkpoint, and one
 * more to the checkpoint that was kept. What is of days that are still open follows it by its hashes.
 */
export async function verify(
  movements: readonly BatchMovement[],
  onProgress: (done: number) => void,
  kept?: Kept,
): Promise<Verdicts> {
  const found = new Map<string, Verified>();
  const prover = new Prover();
  for (const chain of await chainsOf(movements, onProgress)) {
    for (const { row, wrong } of chain)
      found.set(
        row.id,
        wrong.length ? { state: 'wrong', why: wrong.join(', ') } : { state: 'open' },
      );
    let verified = 0; // of the chain, from its beginning
    for (const by of kept ? [kept, undefined] : [undefined]) {
      const end = await signedEnd(prover, chain, by);
      const parts = partsOf(chain.slice(verified, end.at + 1));
      for (const [at, part] of parts.entries()) {
        const isLast = at === parts.length - 1;
        const why = isLast ? end.why : await prover.fault(part.at(-1)!, by).catch(refusedAs);
        await verifyPart(found, prover, part, why, by);
      }
      verified = Math.max(verified, end.at + 1);
    }
  }
  return found;
}
