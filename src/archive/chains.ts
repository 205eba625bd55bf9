import { daysSince2000 } from '../proofs/checkpoint-hash';
import type { Movement, Start } from './format';
import { sha256 } from './merkle';

/** The sums of an anchor in their order. */
const SUMS = [
  ...(['intake', 'sold', 'refunded', 'adjusted', 'transferredIn', 'transferredOut'] as const),
  ...(['expired'] as const),
];

/**
 * Which sum of its chain a movement is added to, and whether it counts as it is or with the other sign. The same as
 * inventory.kind_figure, written again: a file is checked without a database. A test holds the two against each other.
 */
export const SUM_OF_KIND: Readonly<Record<string, readonly [(typeof SUMS)[number], 1 | -1]>> = {
  RECEIPT: ['intake', 1],
  INTAKE_CORRECTION: ['intake', 1],
  RECEIPT_VOID: ['intake', 1],
  SALE: ['sold', -1],
  SALE_VOID: ['sold', -1],
  REFUND: ['refunded', 1],
  ADJUSTMENT: ['adjusted', 1],
  COUNT: ['adjusted', 1],
  ASSEMBLY_OUT: ['adjusted', 1],
  ASSEMBLY_VOID: ['adjusted', 1],
  TRANSFER_IN: ['transferredIn', 1],
  TRANSFER_OUT: ['transferredOut', -1],
  EXPIRY: ['expired', -1],
};

/** The end of a chain, as far as the file was read. */
class Chain {
  sequence = 0;
  balance = 0;
  hash: Buffer = Buffer.alloc(0);
  readonly sums: number[] = SUMS.map(() => 0);
  isNew = true;
  /** It began before the file and has not moved in it yet. */
  waits = false;

  constructor(
    readonly batchId: string,
    readonly locationId: string,
  ) {}
}

/** The chains of a file: what each movement must follow, and the anchors of a day. */
export class Chains {
  private readonly all = new Map<string, Chain>();
  private moved = new Set<Chain>();
  private fresh = 0;
  /** Chains that began before the file and do not move in it: nothing proves what is said of them. */
  waiting = 0;

  constructor(private readonly tenantId: string) {}

  get size(): number {
    return this.all.size;
  }

  begin(start: Start): string | null {
    const chain = this.chainOf(start.batchId, start.locationId);
    if (!chain.isNew) return 'this chain has begun before';
    [chain.isNew, chain.waits] = [false, true];
    this.waiting++;
    chain.sequence = start.sequence;
    chain.hash = Buffer.from(start.hash, 'hex');
    for (const [at, name] of SUMS.entries()) chain.sums[at] = start[name];
    const [intake, sold, refunded, adjusted, into, out, expired] = chain.sums as [
      ...[number, number, number, number, number, number, number],
    ];
    chain.balance = intake - sold + refunded + adjusted + into - out - expired;
    return null;
  }

  /** Takes a movement, whose hash it returns, or says what is wrong with it. */
  take(movement: Movement): Buffer | string {
    const chain = this.chainOf(movement.batchId, movement.locationId);
    const { sequence, balanceBefore, balanceAfter, quantity } = movement;
    if (sequence !== chain.sequence + 1) {
      return `movement ${chain.sequence + 1} of its chain is missing: this one is ${sequence}`;
    }
    if (balanceBefore !== chain.balance || balanceAfter !== balanceBefore + quantity) {
      return 'its balance does not follow from the movement before it';
    }
    const hash = movementHash(this.tenantId, movement, chain.hash);
    if (hash.toString('hex') !== movement.hash) return 'its hash does not fit its facts';
    const sum = SUM_OF_KIND[movement.kind];
    if (!sum) return `there is no kind ${movement.kind}`;
    chain.sums[SUMS.indexOf(sum[0])]! += sum[1] * quantity;
    [chain.sequence, chain.balance, chain.hash] = [sequence, balanceAfter, hash];
    if (chain.isNew) this.fresh++;
    if (chain.waits) this.waiting--;
    [chain.isNew, chain.waits] = [false, false];
    this.moved.add(chain);
    return hash;
  }

  /** The anchors of the day that ends here, as its checkpoint has them. */
  endDay(): { anchors: number; ledgerHash: string; newChains: number } {
    const moved = [...this.moved].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const found = {
      anchors: moved.length,
      ledgerHash: sha256(...moved.map(anchorBytes)).toString('hex'),
      newChains: this.fresh,
    };
    this.moved = new Set();
    this.fresh = 0;
    return found;
  }

  private chainOf(batchId: string, locationId: string): Chain {
    const key = batchId + locationId;
    let chain = this.all.get(key);
    if (!chain) this.all.set(key, (chain = new Chain(batchId, locationId)));
    return chain;
  }
}

const keyOf = ({ batchId, locationId }: Chain): string => batchId + locationId;

/** The bytes of inventory.anchor_bytes. */
function anchorBytes({ batchId, locationId, sequence, sums, hash }: Chain): Buffer {
  const numbers = Buffer.alloc(64);
  for (const [at, number] of [sequence, ...sums].entries()) {
    numbers.writeBigInt64BE(BigInt(number), 8 * at);
  }
  return Buffer.concat([uuidBytes(batchId), uuidBytes(locationId), numbers, hash]);
}

export const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

/** The hash of a movement, as docs/proofs.md describes its bytes. */
function movementHash(tenantId: string, m: Movement, previous: Uint8Array): Buffer {
  const facts = [
    ...[tenantId, m.id, m.kind, m.productId, m.batchId, m.locationId],
    ...[m.quantity, m.sequence, m.balanceBefore, daysSince2000(m.businessDate)],
  ];
  const more = [m.actor, m.reason, m.reversesId, m.documentType, m.documentId, m.documentLineId];
  const text = (items: unknown[]) => items.map((item) => JSON.stringify(item)).join(', ');
  return sha256(previous, `[${text(facts)}, ${microseconds(m.recordedAt)}, ${text(more)}]`);
}

/** Microseconds since 1970 of a time such as 2026-01-31T08:00:00.123456Z: too many for a number in some centuries. */
const microseconds = (time: string): bigint =>
  BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1000n + BigInt(time.slice(20, 26));
