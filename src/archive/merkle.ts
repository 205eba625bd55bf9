import { createHash } from 'node:crypto';

export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const [LEAF, NODE] = [Buffer.of(0), Buffer.of(1)];

export const leafHash = (data: Uint8Array): Buffer => sha256(LEAF, data);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

/** The tree of RFC 9162 over leaves that come one by one; it holds one hash for each doubling of their number. */
export class GrowingTree {
  private readonly full: Buffer[] = []; // roots of complete subtrees, the largest first
  size = 0;

  add(leaf: Buffer): void {
    let hash = leaf;
    for (let left = this.size++; left % 2 === 1; left = (left - 1) / 2) {
      hash = nodeHash(this.full.pop()!, hash);
    }
    this.full.push(hash);
  }

  root(): Buffer {
    const last = this.full.at(-1);
    if (!last) return sha256();
    return this.full.slice(0, -1).reduceRight((root, left) => nodeHash(left, root), last);
  }
}

/** The inclusion proof of a leaf: the hashes beside its way to the root, from below. */
export function inclusionPath(leaves: readonly Buffer[], index: number): string[] {
  const path: string[] = [];
  let level = leaves;
  let at = index;
  while (level.length > 1) {
    const beside = level[at ^ 1];
    if (beside) path.push(beside.toString('hex')); // the last of an odd number has none
    const above: Buffer[] = [];
    for (let left = 0; left < level.length; left += 2) {
      const right = level[left + 1];
      above.push(right ? nodeHash(level[left]!, right) : level[left]!);
    }
    [level, at] = [above, at >> 1];
  }
  return path;
}
