import { badInput } from '../input/bad-input';

/** A place in a tenant's ledger, in the order of transactions: after this movement of this transaction. */
export interface Position {
  /** A 64-bit number as text. */
  readonly transactionId: string;
  readonly movementId: string;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Before the first movement. */
export const BEGINNING: Position = { transactionId: '0', movementId: NIL };

/** After every movement of a transaction. */
export function after(transactionId: string): Position {
  return { transactionId, movementId: LAST };
}

export function isAfter(left: Position, right: Position): boolean {
  const order = BigInt(left.transactionId) - BigInt(right.transactionId);
  return order > 0n || (order === 0n && left.movementId > right.movementId);
}

// Without leading zeros: PostgreSQL would read the number as octal.
const CURSOR =
  /^feed:(0|[1-9]\d{0,19}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export function encodePosition({ transactionId, movementId }: Position): string {
  return Buffer.from(`feed:${transactionId}:${movementId}`).toString('base64url');
}

/** The position of a cursor that `encodePosition` made; throws INVALID_CURSOR. */
export function decodePosition(cursor: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, transactionId, movementId] = CURSOR.exec(text) ?? [];
  const position = { transactionId: transactionId!, movementId: movementId! };
  if (
    transactionId === undefined ||
    BigInt(transactionId) >= 2n ** 64n ||
    encodePosition(position) !== cursor
  ) {
    throw badInput('cursor', 'cursor is not one of this feed', {}, 'invalid_cursor');
  }
  return position;
}
