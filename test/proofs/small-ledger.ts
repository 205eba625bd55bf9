import {
  entryBytes,
  jwsOf,
  keyOf,
  leafHash,
  movementHash,
  pathOf,
  rootOf,
  sha256,
  statementOf,
  type Facts,
  type Key,
} from './independent';
import { consistencyOf } from '../support/merkle';

// A small ledger of fixed values, and proofs of it by the independent implementation.

export const TENANT = '0190a000-0000-7000-8000-000000000001';
export const OTHER_TENANT = '0190a000-0000-7000-8000-000000000002';
export const KEY = keyOf(Buffer.from([...Array(32).keys()]));
export const OTHER_KEY = keyOf(Buffer.alloc(32, 7));
const DAYS = ['2026-01-30', '2026-01-31', '2026-02-02', '2026-02-03', '2026-02-04'];
const SIZES = [3, 8, 0, 1, 2];

const uuid = (n: number) => `0190b000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const print = (file: object) => `${JSON.stringify(file, null, 2)}\n`;

export function movementOf(
  day: number,
  n: number,
  tenantId = TENANT,
): { facts: Facts; previousHash: string } {
  const isFirst = n % 2 === 0;
  const [balanceBefore, quantity] = isFirst ? [0, 50] : [50, -8];
  const facts = {
    ...{ tenantId, id: uuid(100 * day + n), kind: isFirst ? 'RECEIPT' : 'SALE' },
    ...{ productId: uuid(7001), batchId: uuid(8000 + n), locationId: uuid(9001), quantity },
    ...{ sequence: isFirst ? 1 : 2, balanceBefore, balanceAfter: balanceBefore + quantity },
    ...{ businessDate: DAYS[day]!, recordedAt: `${DAYS[day]}T08:15:0${n}.000${n}23Z` },
    ...{ actor: 'Ama "the till" Ofosu\\1', reason: n === 3 ? 'gr\u00f6\u00dfer\n\u0001' : null },
    ...{ reversesId: null, documentType: isFirst ? 'RECEIPT' : 'SALE', documentId: uuid(6000 + n) },
    documentLineId: isFirst ? null : uuid(5000 + n),
  };
  return { facts, previousHash: isFirst ? '' : sha256(`before ${day} ${n}`).toString('hex') };
}

export const days = DAYS.map((businessDate, day) => {
  const movements = Array.from({ length: SIZES[day]! }, (_, n) => movementOf(day, n));
  return { businessDate, movements, hash: sha256(`checkpoint of ${businessDate}`).toString('hex') };
});

const leavesOf = (movements: readonly Leaf[]) =>
  movements.map(({ facts, previousHash }) => leafHash(movementHash(facts, previousHash)));
export const entryOf = (day: (typeof days)[number]) => ({
  businessDate: day.businessDate,
  movements: day.movements.length,
  root: rootOf(leavesOf(day.movements)).toString('hex'),
  hash: day.hash,
});
const entryLeaves = (list = days, tenantId = TENANT) =>
  list.map((day) => leafHash(entryBytes({ tenantId, ...entryOf(day) })));
interface Signing {
  readonly list?: typeof days;
  readonly key?: Pick<Key, 'sign' | 'keyId'>;
  readonly header?: object;
}
export const signedOf = (until: number, { list = days, key = KEY, header }: Signing = {}) => {
  const root = rootOf(entryLeaves(list).slice(0, until + 1)).toString('hex');
  return jwsOf(statementOf(TENANT, DAYS[until]!, until + 1, root), key, header);
};

/** The file of a movement's proof, before it is printed. */
export function movementFile(
  day: number,
  n: number,
  until = day,
  list = days,
  checkpoint = signedOf(until, { list }),
) {
  const { facts, previousHash } = list[day]!.movements[n]!;
  return {
    ...{ format: 'bincard-movement-proof', version: 1, movement: facts, previousHash },
    ...{ index: n, path: pathOf(n, leavesOf(list[day]!.movements)) },
    day: {
      ...entryOf(list[day]!),
      index: day,
      path: pathOf(day, entryLeaves(list).slice(0, until + 1)),
    },
    ...{ checkpoint, keys: [KEY.jwk] },
  };
}

export function consistencyFile(from: number, to: number) {
  const path = consistencyOf(from + 1, entryLeaves().slice(0, to + 1)).map((hash) =>
    hash.toString('hex'),
  );
  const header = { format: 'bincard-consistency-proof', version: 1 };
  return { ...header, from: signedOf(from), to: signedOf(to), path, keys: [KEY.jwk] };
}

export type Leaf = ReturnType<typeof movementOf>;
