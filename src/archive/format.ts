import type { PublicJwk } from '../proofs/signing-key';

// docs/archive.md describes the file to the field: change both together.

export const FORMAT = 'bincard-archive';
export const VERSION = 1;

/** The first line. */
export interface Header {
  readonly format: string;
  readonly version: number;
  readonly tenantId: string;
  readonly tenant: string;
  /** The last closed day before the first one of the file; null where that is the first of all. */
  readonly after: string | null;
  readonly until: string;
  readonly days: number;
  readonly movements: number;
  /** The public keys of the signatures in the file. */
  readonly keys: readonly PublicJwk[];
}

/** A closed day. */
export interface Day {
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
  readonly hash: string;
  readonly logRoot: string;
  /** The checkpoint as a compact JWS. */
  readonly signature: string | null;
}

/** What a batch, a location or a product was called when the file was written. */
export interface Name {
  readonly kind: 'batch' | 'location' | 'product';
  readonly id: string;
  readonly name: string;
  readonly productId: string | null;
}

/** Where a chain stood before the first day of the file. */
export interface Start {
  readonly batchId: string;
  readonly locationId: string;
  readonly sequence: number;
  readonly intake: number;
  readonly sold: number;
  readonly refunded: number;
  readonly adjusted: number;
  readonly transferredIn: number;
  readonly transferredOut: number;
  readonly expired: number;
  readonly hash: string;
}

export interface Movement {
  readonly id: string;
  readonly kind: string;
  readonly productId: string;
  readonly batchId: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly sequence: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly businessDate: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly reversesId: string | null;
  readonly documentType: string;
  readonly documentId: string;
  readonly documentLineId: string | null;
  readonly hash: string;
}

/** A line of the file is an object with one of these fields. */
export interface Lines {
  archive: Header;
  earlier: Day;
  name: Name;
  start: Start;
  day: Day;
  movement: Movement;
}

const DAY = [
  ...['businessDate', 'closedAt', 'closedBy', 'chains', 'movements', 'anchors', 'dayMovements'],
  ...['ledgerHash', 'auditUntil', 'auditEntries', 'auditHash', 'root', 'previousHash', 'hash'],
  ...['logRoot', 'signature'],
];

/** The fields of each line in their order; a checker accepts no other text. */
export const FIELDS: Readonly<Record<keyof Lines, readonly string[]>> = {
  archive: [
    ...['format', 'version', 'tenantId', 'tenant', 'after', 'until', 'days', 'movements', 'keys'],
  ],
  earlier: DAY,
  name: ['kind', 'id', 'name', 'productId'],
  start: [
    ...['batchId', 'locationId', 'sequence', 'intake', 'sold', 'refunded', 'adjusted'],
    ...['transferredIn', 'transferredOut', 'expired', 'hash'],
  ],
  day: DAY,
  movement: [
    ...['id', 'kind', 'productId', 'batchId', 'locationId', 'quantity', 'sequence'],
    ...['balanceBefore', 'balanceAfter', 'businessDate', 'recordedAt', 'actor', 'reason'],
    ...['reversesId', 'documentType', 'documentId', 'documentLineId', 'hash'],
  ],
};

/** A line of a kind, without its end. */
export const lineOf = <Kind extends keyof Lines>(kind: Kind, value: Lines[Kind]): string =>
  JSON.stringify({ [kind]: value });

/** Why a file is no archive, or not the one that was closed. */
export class ArchiveFault extends Error {
  constructor(
    /** From 1; 0 where it is none in particular. */
    readonly line: number,
    message: string,
  ) {
    super(line > 0 ? `line ${line}: ${message}` : message);
  }
}
