import { chainHash } from '@bincard/client';
import type { BatchMovement } from './batch';

// What can be computed from the rows that the page shows, without asking anything: that each row is what its hash is over, and
// that it follows the one before it in its chain.

/** A row with the hash before it in its chain, where that is known, and what of it does not fit. */
export interface Link {
  readonly row: BatchMovement;
  readonly previous: string | undefined;
  /** Whether its hash is that of its facts after the hash before it. */
  readonly isLinked: boolean;
  readonly wrong: readonly string[];
}

const EPOCH = Date.UTC(2000, 0, 1);

/** What a row shows otherwise than the text that its hash is over. */
function differences(row: BatchMovement): string[] {
  let facts: unknown[];
  try {
    facts = JSON.parse(row.hashedText) as unknown[];
  } catch {
    return ['hashedText'];
  }
  const day = (Date.parse(`${row.businessDate}T00:00:00Z`) - EPOCH) / 86_400_000;
  const shown: [string, unknown, unknown][] = [
    ['id', facts[1], row.id],
    ['kind', facts[2], row.kind],
    ['locationId', facts[5], row.location.id],
    ['quantity', facts[6], row.quantity],
    ['sequence', facts[7], row.sequence],
    ['balanceBefore', facts[8], row.balanceBefore],
    ['businessDate', facts[9], day],
    ['recordedAt', Math.floor(Number(facts[10]) / 1000), Date.parse(row.recordedAt)],
    ['actor', facts[11], row.actor],
    ['reason', facts[12], row.reason],
    ['documentType', facts[14], row.documentType],
    ['documentId', facts[15], row.documentId],
    ['balanceAfter', row.balanceBefore + row.quantity, row.balanceAfter],
  ];
  return shown.filter(([, hashed, value]) => hashed !== value).map(([name]) => name);
}

async function linkOf(row: BatchMovement, before: BatchMovement | undefined): Promise<Link> {
  const isNext = before?.sequence === row.sequence - 1;
  // Without the row before it only what a proof says is known: what was before may be in an archive.
  const previous = row.sequence === 1 ? '' : isNext ? before.hash : undefined;
  const wrong = differences(row);
  if (before && !isNext) wrong.push('sequence');
  if (isNext && before.balanceAfter !== row.balanceBefore) wrong.push('balanceBefore');
  const isLinked =
    previous !== undefined && (await chainHash(previous, row.hashedText)) === row.hash;
  if (previous !== undefined && !isLinked) wrong.push('hash');
  return { row, previous, isLinked, wrong };
}

/** Parts of a chain in which each row is linked to the one before it: the end of a part covers all of it. */
export function partsOf(links: readonly Link[]): Link[][] {
  const parts: Link[][] = [];
  for (const link of links) {
    const part = parts.at(-1);
    if (part && link.isLinked) part.push(link);
    else parts.push([link]);
  }
  return parts;
}

/** The chains of a batch, one for each place: every row hashed again. */
export async function chainsOf(
  movements: readonly BatchMovement[],
  onProgress: (done: number) => void,
): Promise<Link[][]> {
  const chains: Link[][] = [];
  let done = 0;
  for (const rows of Map.groupBy(movements, ({ location }) => location.id).values()) {
    const chain: Link[] = [];
    rows.sort((a, b) => a.sequence - b.sequence);
    for (const [at, row] of rows.entries()) {
      chain.push(await linkOf(row, rows[at - 1]));
      if (++done % 500 === 0) onProgress(done);
    }
    chains.push(chain);
  }
  return chains;
}
