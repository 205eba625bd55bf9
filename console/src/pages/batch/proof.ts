import { checkpointsOf, verifyProof, type PublicKey } from '@bincard/client';
import { ask, Refused } from '../../api/api';
import { serverPath } from '../../place';
import type { BatchMovement } from './batch';
import { PROOF } from './queries';

/** What is known of a movement: proven, of a day that is still open, or wrong and why. */
export type Verified =
  { readonly state: 'proven' | 'open' } | { readonly state: 'wrong'; readonly why: string };

const OPEN = new Set(['DAY_NOT_CLOSED', 'DAY_NOT_SIGNED']);

/** The keys that the tenant publishes, which may have signed. */
async function publishedKeys(tenantId: string): Promise<PublicKey[]> {
  const answer = await fetch(serverPath(`/.well-known/bincard/${tenantId}/jwks.json`));
  const { keys } = (await answer.json()) as { keys: PublicKey[] };
  return keys;
}

/** A checkpoint that somebody kept: its text and its day. Throws where the file has none. */
export function readKept(file: string): { jws: string; day: string } {
  const jws = checkpointsOf(file).at(-1);
  const payload = jws?.split('.')[1];
  if (!jws || !payload) throw new Error('no checkpoint');
  const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  return { jws, day: (JSON.parse(text) as { businessDate: string }).businessDate };
}

/** What of a proof is not what the page shows. */
function differs(shown: BatchMovement, text: string, before: string | undefined): string[] {
  const { movement, previousHash } = JSON.parse(text) as {
    movement: Record<string, unknown>;
    previousHash: string;
  };
  const facts = {
    ...{ id: shown.id, kind: shown.kind, quantity: shown.quantity, sequence: shown.sequence },
    ...{ balanceAfter: shown.balanceAfter, businessDate: shown.businessDate },
    ...{ actor: shown.actor, locationId: shown.location.id, documentId: shown.documentId },
  };
  const wrong = Object.entries(facts)
    .filter(([name, value]) => movement[name] !== value)
    .map(([name]) => name);
  const isLinked = before === undefined || previousHash === before;
  return isLinked ? wrong : [...wrong, 'previousHash'];
}

/**
 * Verifies movements of a batch in the browser: each from its facts, by WebCrypto, up to the signed checkpoint of its day or
 * to the one that was kept; that it is what the page shows; and that it follows the movement before it in its chain.
 */
export async function* verify(
  movements: readonly BatchMovement[],
  kept?: { jws: string; day: string },
): AsyncGenerator<[string, Verified]> {
  const hashes = new Map<string, string>();
  let keys: PublicKey[] | undefined;
  let openFrom = '9999';
  for (const movement of movements) {
    const { id, businessDate, location, hash } = movement;
    const before = hashes.get(location.id);
    hashes.set(location.id, hash);
    if (businessDate >= openFrom) {
      yield [id, { state: 'open' }];
      continue;
    }
    const isKept = kept !== undefined && businessDate <= kept.day;
    try {
      const { movementProof } = await ask(PROOF, { id, checkpoint: isKept ? kept.day : null });
      const text = movementProof?.content ?? '';
      keys ??= await publishedKeys(
        (JSON.parse(text) as { movement: { tenantId: string } }).movement.tenantId,
      );
      const verdict = await verifyProof(text, { keys, ...(isKept && { kept: kept.jws }) });
      const wrong = verdict.valid ? differs(movement, text, before) : [];
      if (!verdict.valid) yield [id, { state: 'wrong', why: verdict.message }];
      else if (wrong.length > 0) yield [id, { state: 'wrong', why: wrong.join(', ') }];
      else yield [id, { state: 'proven' }];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const [refusal] = error.refusals;
      const isOpen = OPEN.has(refusal.code);
      if (isOpen) openFrom = businessDate;
      yield [id, isOpen ? { state: 'open' } : { state: 'wrong', why: refusal.message }];
    }
  }
}
