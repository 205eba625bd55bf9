import { createHmac } from 'node:crypto';
import {
  entryBytes,
  leafHash,
  movementHash,
  movementText,
  pathOf,
  rootOf,
  sha256,
  type Key,
} from './independent';
import {
  consistencyFile,
  days,
  entryOf,
  KEY,
  movementFile,
  movementOf,
  OTHER_KEY,
  OTHER_TENANT,
  print,
  signedOf,
  TENANT,
  type Leaf,
} from './small-ledger';
import { consistencyOf } from '../support/merkle';

// What docs/proof-vectors.json holds, made by the independent implementation from fixed values.

export interface ProofVector {
  readonly name: string;
  readonly valid: boolean;
  readonly reason: string | null;
  /** The keys that count, where they are not the ones in the file. */
  readonly keys: readonly object[] | null;
  readonly file: string;
}

const good = movementFile(1, 3, 4);
const consistent = consistencyFile(2, 4);
const forged = sha256('forged').toString('hex');
const withMovement = (day: number, n: number, movement: Leaf) =>
  days.map((one, at) =>
    at === day ? { ...one, movements: one.movements.map((m, i) => (i === n ? movement : m)) } : one,
  );
const hmac = (text: string) =>
  createHmac('sha256', Buffer.from(KEY.jwk.x, 'base64url')).update(text).digest();
const signedBy = (key: Pick<Key, 'sign' | 'keyId'>, header?: object) =>
  signedOf(4, { key, ...(header && { header }) });

const VALID: [string, object, (readonly object[])?][] = [
  ['a movement by the checkpoint of its day', movementFile(1, 3)],
  ['a movement by a later checkpoint', good, [KEY.jwk]],
  ['the only movement of a day', movementFile(3, 0)],
  ['the first movement of a chain', movementFile(0, 2, 3)],
  ['two days', consistent, [OTHER_KEY.jwk, KEY.jwk]],
  ['two days from a power of two', consistencyFile(1, 4)],
  ['the same day twice', consistencyFile(3, 3)],
];

const { path, day, movement } = good;
const { format, version, ...rest } = good;
const INVALID: [string, string, object | string, (readonly object[])?][] = [
  ['a fact that was changed', 'not_in_day', { ...good, movement: { ...movement, actor: 'Kofi' } }],
  [
    'a quantity without its balance',
    'field_invalid',
    { ...good, movement: { ...movement, quantity: -9 } },
  ],
  [
    'a quantity with its balance',
    'not_in_day',
    { ...good, movement: { ...movement, quantity: -9, balanceAfter: 41 } },
  ],
  ['a forged sibling', 'not_in_day', { ...good, path: [path[0]!, forged, path[2]!] }],
  ['a truncated path', 'not_in_day', { ...good, path: path.slice(0, -1) }],
  ['a path that goes on', 'not_in_day', { ...good, path: [...path, forged] }],
  ['another place', 'not_in_day', { ...good, index: 2 }],
  ['a place beyond the day', 'not_in_day', { ...good, index: 8 }],
  [
    'the place of an inner node',
    'not_in_day',
    { ...good, index: 1, path: path.slice(1), day: { ...day, movements: 4 } },
  ],
  ['another number of movements', 'not_in_log', { ...good, day: { ...day, movements: 7 } }],
  ['the tree of another day', 'not_in_day', { ...good, day: movementFile(0, 0, 4).day }],
  ['another hash of the day', 'not_in_log', { ...good, day: { ...day, hash: forged } }],
  [
    'a forged sibling in the log',
    'not_in_log',
    { ...good, day: { ...day, path: [forged, ...day.path.slice(1)] } },
  ],
  ['a checkpoint before the day', 'not_in_log', { ...good, checkpoint: signedOf(0) }],
  ['no hash before a second movement', 'field_invalid', { ...good, previousHash: '' }],
  [
    'a movement of another tenant in the tree',
    'another_tenant',
    movementFile(1, 3, 4, withMovement(1, 3, movementOf(1, 3, OTHER_TENANT))),
  ],
  [
    'a movement of another day in the tree',
    'another_day',
    movementFile(1, 1, 4, withMovement(1, 1, movementOf(0, 1))),
  ],
  [
    'a signature by another key under the name of the first',
    'signature_wrong',
    { ...good, checkpoint: signedBy({ ...OTHER_KEY, keyId: KEY.keyId }) },
  ],
  ['a signature by another key', 'key_unknown', { ...good, checkpoint: signedBy(OTHER_KEY) }],
  [
    'another key, in the file too',
    'key_unknown',
    { ...good, checkpoint: signedBy(OTHER_KEY), keys: [OTHER_KEY.jwk] },
    [KEY.jwk],
  ],
  [
    'alg none',
    'field_invalid',
    {
      ...good,
      checkpoint: signedBy(KEY, { alg: 'none', kid: KEY.keyId, typ: 'bincard-checkpoint' }),
    },
  ],
  [
    'alg HS256 with the public key as its secret',
    'field_invalid',
    {
      ...good,
      checkpoint: signedBy(
        { keyId: KEY.keyId, sign: (text) => Buffer.concat([hmac(text), Buffer.alloc(32)]) },
        { alg: 'HS256', kid: KEY.keyId, typ: 'bincard-checkpoint' },
      ),
    },
  ],
  [
    'a header with a key of its own',
    'field_invalid',
    {
      ...good,
      checkpoint: signedBy(OTHER_KEY, {
        alg: 'EdDSA',
        kid: KEY.keyId,
        typ: 'bincard-checkpoint',
        jwk: OTHER_KEY.jwk,
      }),
    },
  ],
  [
    'a day that does not exist',
    'field_invalid',
    { ...good, movement: { ...movement, businessDate: '2026-01-32' } },
  ],
  ['another version', 'not_a_proof', { ...good, version: 2 }],
  ['another format', 'not_a_proof', { ...good, format: 'bincard-proof' }],
  ['a field more', 'field_invalid', { ...good, note: 'paid' }],
  ['a key that signed nothing', 'field_invalid', { ...good, keys: [KEY.jwk, OTHER_KEY.jwk] }],
  ['the same key twice', 'field_invalid', { ...consistent, keys: [KEY.jwk, KEY.jwk] }],
  ['fields in another order', 'not_canonical', { version, format, ...rest }],
  ['no line end', 'not_canonical', print(good).trimEnd()],
  ['one space more', 'not_canonical', print(good).replace('": ', '":  ')],
  ['a byte order mark', 'not_a_proof', `\ufeff${print(good)}`],
  ['not JSON', 'not_a_proof', 'proof'],
  [
    'days in the wrong order',
    'another_day',
    { ...consistent, from: consistent.to, to: consistent.from },
  ],
  [
    'a rewritten day',
    'not_consistent',
    { ...consistent, from: signedOf(2, { list: withMovement(1, 1, movementOf(1, 5)) }) },
  ],
  [
    'a forged sibling between two days',
    'not_consistent',
    { ...consistent, path: [forged, ...consistent.path.slice(1)] },
  ],
  [
    'a truncated path between two days',
    'not_consistent',
    { ...consistent, path: consistent.path.slice(1) },
  ],
  ['a path for the same day', 'not_consistent', { ...consistencyFile(3, 3), path: [forged] }],
  ['two days signed by another key', 'key_unknown', consistent, [OTHER_KEY.jwk]],
];

const printed = (file: object | string) => (typeof file === 'string' ? file : print(file));
export const PROOFS: readonly ProofVector[] = [
  ...VALID.map(([name, file, keys = null]) => ({
    name,
    valid: true,
    reason: null,
    keys,
    file: printed(file),
  })),
  ...INVALID.map(([name, reason, file, keys = null]) => ({
    name,
    valid: false,
    reason,
    keys,
    file: printed(file),
  })),
];

const example = days[1]!.movements[3]!;
const treeLeaves = (n: number) => Array.from({ length: n }, (_, i) => leafHash(sha256(String(i))));

export const VECTORS = {
  description:
    'Test vectors of docs/proofs.md. Hashes are in hex. The data of leaf i of a tree is the SHA-256 of the decimal number i in ASCII. The key is the Ed25519 key of the given seed. keys: null takes the keys in the file.',
  key: { seed: Buffer.from([...Array(32).keys()]).toString('hex'), jwk: KEY.jwk, keyId: KEY.keyId },
  movement: {
    facts: example.facts,
    previousHash: example.previousHash,
    text: movementText(example.facts),
    hash: movementHash(example.facts, example.previousHash).toString('hex'),
    leafHash: leafHash(movementHash(example.facts, example.previousHash)).toString('hex'),
  },
  trees: [0, 1, 2, 3, 7, 8].map((n) => {
    const leaves = treeLeaves(n);
    return {
      leaves: n,
      root: rootOf(leaves).toString('hex'),
      paths: leaves.map((_, i) => pathOf(i, leaves)),
    };
  }),
  consistency: [1, 2, 3, 4, 6, 7].map((first) => ({
    ...{ first, leaves: 7 },
    path: consistencyOf(first, treeLeaves(7)).map((hash) => hash.toString('hex')),
  })),
  day: {
    entry: { tenantId: TENANT, ...entryOf(days[1]!) },
    bytes: entryBytes({ tenantId: TENANT, ...entryOf(days[1]!) }).toString('hex'),
    statement: Buffer.from(signedOf(1).split('.')[1]!, 'base64url').toString(),
    checkpoint: signedOf(1),
  },
  proofs: PROOFS,
};
