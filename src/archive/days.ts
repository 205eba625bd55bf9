import { createHash, createPublicKey, verify } from 'node:crypto';
import { checkpointHash } from '../proofs/checkpoint-hash';
import { jwsOf, type PublicJwk } from '../proofs/signing-key';
import { uuidBytes } from './chains';
import type { Day } from './format';
import { GrowingTree, leafHash } from './merkle';

/** A day whose signature was verified. */
export interface SignedDay {
  readonly businessDate: string;
  readonly keyId: string;
}

/** The closed days of a tenant from the first on: each must follow the one before it, and the log over them is signed. */
export class ClosedDays {
  private readonly log = new GrowingTree();
  private before: Day | undefined;
  /** The last day with a signature. */
  signed: SignedDay | null = null;
  signatures = 0;
  private readonly keys: ReadonlyMap<string, PublicJwk>;

  constructor(
    private readonly tenantId: string,
    keys: readonly PublicJwk[],
  ) {
    this.keys = new Map(keys.map((key) => [thumbprint(key), key]));
  }

  /** Takes the next day, or says what is wrong with it. */
  take(day: Day): string | null {
    const { before } = this;
    if (before && day.businessDate <= before.businessDate)
      return 'it is not after the day before it';
    if (day.previousHash !== (before?.hash ?? '')) {
      return 'its previous hash is not the hash of the closed day before it';
    }
    if (checkpointHash(day) !== day.hash) return 'its hash does not fit the row';
    if (day.movements !== (before?.movements ?? 0) + day.dayMovements) {
      return 'its counts do not follow the day before';
    }
    this.log.add(leafHash(dayEntry(this.tenantId, day)));
    if (this.log.root().toString('hex') !== day.logRoot) {
      return 'its log root does not match the closed days';
    }
    this.before = day;
    return day.signature === null ? null : this.verify(day, day.signature);
  }

  get count(): number {
    return this.log.size;
  }

  private verify({ businessDate, logRoot }: Day, signature: string): string | null {
    const [header = '', , bytes = ''] = signature.split('.');
    const { kid: keyId } = headerOf(header);
    const key = typeof keyId === 'string' ? this.keys.get(keyId) : undefined;
    if (!key) return `it is signed by the key ${String(keyId)}, which is not one of the keys`;
    const { tenantId, log } = this;
    const statement = JSON.stringify({ tenantId, businessDate, days: log.size, logRoot });
    const jws = jwsOf(statement, keyId as string, Buffer.from(bytes, 'base64url').toString('hex'));
    const signed = Buffer.from(jws.slice(0, jws.lastIndexOf('.')));
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    if (jws !== signature || !verify(null, signed, publicKey, Buffer.from(bytes, 'base64url'))) {
      return `its signature is not by the key ${keyId as string}`;
    }
    this.signed = { businessDate, keyId: keyId as string };
    this.signatures++;
    return null;
  }
}

/** A closed day as a leaf of the log has it. */
export function dayEntry(tenantId: string, day: Day): Buffer {
  const count = Buffer.alloc(8);
  count.writeBigInt64BE(BigInt(day.dayMovements));
  return Buffer.concat([
    ...[uuidBytes(tenantId), Buffer.from(day.businessDate), count],
    ...[Buffer.from(day.root, 'hex'), Buffer.from(day.hash, 'hex')],
  ]);
}

/** RFC 7638. */
export const thumbprint = ({ crv, kty, x }: PublicJwk): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

function headerOf(part: string): { kid?: unknown } {
  try {
    const header: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof header === 'object' && header !== null ? header : {};
  } catch {
    return {};
  }
}

/** The anchors and the root of a day's movements, against what its checkpoint says. */
export function differenceOf(
  day: Day,
  chainsBefore: number,
  found: {
    anchors: number;
    ledgerHash: string;
    newChains: number;
    root: Buffer;
    movements: number;
  },
): string | null {
  if (found.movements !== day.dayMovements) {
    return `it has ${found.movements} movements here, and had ${day.dayMovements} when it was closed`;
  }
  if (found.root.toString('hex') !== day.root)
    return 'the movements of the day do not match its root';
  if (found.anchors !== day.anchors || found.ledgerHash !== day.ledgerHash) {
    return 'its anchors do not match its checkpoint';
  }
  return day.chains === chainsBefore + found.newChains
    ? null
    : 'its counts do not follow the day before';
}
